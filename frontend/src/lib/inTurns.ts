/** Runs `task` over the items, at most `width` at once, in order of start; the first error stops new starts. */
export async function inTurns<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
  width = 4,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let failed = false;
  const lane = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      results[index] = await task(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}

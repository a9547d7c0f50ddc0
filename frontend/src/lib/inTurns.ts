/** Runs `task` over the items, at most `width` at once, in order of start; the first error stops new starts. */
export async function inTurns<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
  width = 4,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}

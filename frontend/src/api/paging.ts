export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

/** Follows `next_cursor` to the end. `onPage` sees what has come so far. */
export async function allPages<T>(
  load: (cursor: string | undefined) => Promise<Page<T>>,
  onPage?: (items: readonly T[]) => void,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await load(cursor);
    items.push(...page.items);
    onPage?.(items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

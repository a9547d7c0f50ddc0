export interface Neighbours {
  /** Place of the current one, from 1; 0 where it is not in the list. */
  index: number;
  total: number;
  previous: string | null;
  next: string | null;
}

export function neighboursOf(ids: readonly string[], current: string): Neighbours {
  const at = ids.indexOf(current);
  return {
    index: at + 1,
    total: ids.length,
    previous: at > 0 ? (ids[at - 1] ?? null) : null,
    next: at >= 0 ? (ids[at + 1] ?? null) : null,
  };
}

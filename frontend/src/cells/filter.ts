import type { CellStore } from './cellStore';

/** Which cells are shown. */
export interface CellFilter {
  hiddenClasses: ReadonlySet<string>;
  minScore: number;
  onlyCorrected: boolean;
}

export const showAll: CellFilter = { hiddenClasses: new Set(), minScore: 0, onlyCorrected: false };

/** One byte a cell, 1 for shown. */
export function applyFilter(store: CellStore, filter: CellFilter): Uint8Array {
  const hidden = store.classes.map(({ name }) => filter.hiddenClasses.has(name));
  // A score of 0.5 kept in 32 bits must not fail a threshold of 0.5 kept in 64.
  const least = Math.fround(filter.minScore);
  return store.classIndex.map((place, cell) => {
    if (hidden[place] || (store.score[cell] ?? 0) < least) return 0;
    return filter.onlyCorrected ? (store.corrected[cell] ?? 0) : 1;
  });
}

export interface ClassCount {
  name: string;
  target: boolean;
  shown: number;
  total: number;
}

/** Shown and total cells of every class, zeros too, in the prediction's order. */
export function countByClass(store: CellStore, mask: Uint8Array): ClassCount[] {
  const counts = store.classes.map(({ name, target }) => ({ name, target, shown: 0, total: 0 }));
  store.classIndex.forEach((place, cell) => {
    const count = counts[place];
    if (!count) return;
    count.total += 1;
    count.shown += mask[cell] ?? 0;
  });
  return counts;
}

export function toggled(hidden: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(name)) next.add(name);
  return next;
}

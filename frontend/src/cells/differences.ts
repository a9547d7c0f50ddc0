import type { CellClass, Difference, DifferenceKind } from '../api/types';
import { type CellStore, makeCellStore } from './cellStore';

/** In the order in which the service gives them. */
export const differenceKinds: readonly DifferenceKind[] = [
  'only-first',
  'only-second',
  'class-changed',
  'same',
];

/** The cells of two sides of one picture, one entry a pair. */
export interface DifferenceStore {
  items: readonly Difference[];
  /** Where each lies: as the first side has it, or as the second where the first has none. */
  store: CellStore;
}

const NO_SCORE = NaN;

function cellOf({ first, second }: Difference) {
  const side = first ?? second;
  if (side === null) throw new RangeError('a cell that neither side has');
  const { box, class: name, score } = side;
  return {
    box,
    score: score ?? NO_SCORE,
    class: name,
    class_score: null,
    detector_class: name,
    corrected: false,
  };
}

/** Classes that people added after those of the model are normal. */
export function makeDifferenceStore(
  items: readonly Difference[],
  classes: readonly CellClass[],
): DifferenceStore {
  const cells = items.map(cellOf);
  const known = new Set(classes.map(({ name }) => name));
  const added = [...new Set(cells.map((cell) => cell.class))].filter((name) => !known.has(name));
  const all = [...classes, ...added.map((name) => ({ name, target: false }))];
  return { items, store: makeCellStore(cells, all) };
}

/** One byte a cell, 1 for those of the kinds. */
export const maskOf = (
  { items }: DifferenceStore,
  kinds: ReadonlySet<DifferenceKind>,
): Uint8Array => Uint8Array.from(items, ({ kind }) => Number(kinds.has(kind)));

export function countKinds(items: readonly Difference[]): Record<DifferenceKind, number> {
  const counts = { 'only-first': 0, 'only-second': 0, 'class-changed': 0, same: 0 };
  for (const { kind } of items) counts[kind] += 1;
  return counts;
}

/**
 * The next cell that differs and is shown, the first after the last.
 *
 * @param from the current one; null for none
 */
export function nextDifference(
  { items }: DifferenceStore,
  mask: Uint8Array,
  from: number | null,
  by: 1 | -1,
): number | null {
  const places = items.flatMap(({ kind }, cell) => (kind !== 'same' && mask[cell] ? [cell] : []));
  if (places.length === 0) return null;
  const at = from === null ? -1 : places.indexOf(from);
  const first = by === 1 ? 0 : places.length - 1;
  const next = at < 0 ? first : (at + by + places.length) % places.length;
  return places[next] ?? null;
}

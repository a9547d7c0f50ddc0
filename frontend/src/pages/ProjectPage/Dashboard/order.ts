import type { PictureStatistics } from '../../../api/types';
import { type Metric, valueOf } from '../../../results/metrics';

export const columns = ['picture', 'group', 'value', 'second', 'difference'] as const;
export type Column = (typeof columns)[number];

export interface Row {
  picture: PictureStatistics;
  /** The same picture by other cells; null where it is not among them. */
  second: PictureStatistics | null;
  value: number | null;
  other: number | null;
  /** Second less first; null where either is missing. */
  difference: number | null;
}

export function rowsOf(
  pictures: readonly PictureStatistics[],
  others: readonly PictureStatistics[],
  metric: Metric,
): Row[] {
  const seconds = new Map(others.map((one) => [one.image_id, one]));
  return pictures.map((picture) => {
    const second = seconds.get(picture.image_id) ?? null;
    const value = valueOf(picture, metric);
    const other = second && valueOf(second, metric);
    const difference = value === null || other === null ? null : other - value;
    return { picture, second, value, other, difference };
  });
}

/** A column's name, with a minus before it for the largest first; null: as the prediction lists them. */
export function parseSort(text: string | null): { column: Column; falling: boolean } | null {
  const falling = text?.startsWith('-') ?? false;
  const column = columns.find((one) => one === (falling ? text?.slice(1) : text));
  return column ? { column, falling } : null;
}

/** A first click sorts upwards, a second turns it round, a third goes back to the list's own order. */
export function nextSort(now: string | null, column: Column): string | null {
  if (now === column) return `-${column}`;
  return now === `-${column}` ? null : column;
}

const words = new Intl.Collator(undefined, { numeric: true });

const numberOf = {
  value: ({ value }: Row) => value,
  second: ({ other }: Row) => other,
  difference: ({ difference }: Row) => difference,
};

function compare(a: Row, b: Row, column: Column, way: 1 | -1): number {
  if (column === 'picture') return way * words.compare(a.picture.filename, b.picture.filename);
  if (column === 'group') return way * words.compare(a.picture.group ?? '', b.picture.group ?? '');
  const [one, other] = [numberOf[column](a), numberOf[column](b)];
  // What is missing is neither large nor small: it comes last either way.
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return way * (one - other);
}

export function ordered(rows: readonly Row[], sort: string | null): Row[] {
  const parsed = parseSort(sort);
  if (!parsed) return [...rows];
  const way = parsed.falling ? -1 : 1;
  return [...rows].sort((a, b) => compare(a, b, parsed.column, way));
}

import type { Labelled, Picture, Reading } from '../../../api/types';

/** Which pictures are shown; `decide` are those of which two people's labels wait for a reviewer. */
export const filters = [
  'all',
  'submitted',
  'returned',
  'decide',
  'reading',
  'draft',
  'accepted',
  'none',
] as const;

export type Filter = (typeof filters)[number];

export const isFilter = (name: string | null): name is Filter =>
  filters.some((one) => one === name);

export interface ReviewRow {
  picture: Picture;
  labelled: Labelled | undefined;
  readings: readonly Reading[];
  /** Names of those who have it open. */
  present: readonly string[];
  kinds: ReadonlySet<Filter>;
}

export interface Known {
  pictures: readonly Picture[];
  labelled: readonly Labelled[];
  readings: readonly Reading[];
  present: readonly { username: string; image_id: string }[];
}

/** Two sides at least, of which a reading was handed in after the picture's own labels were last changed. */
function isToDecide(labelled: Labelled | undefined, readings: readonly Reading[]): boolean {
  const handedIn = readings.filter(({ state }) => state === 'submitted');
  const sides = handedIn.length + (labelled ? 1 : 0);
  const own = labelled ? Date.parse(labelled.edited_at) : 0;
  return sides > 1 && handedIn.some(({ updated_at: at }) => Date.parse(at) > own);
}

function kindsOf(labelled: Labelled | undefined, readings: readonly Reading[]): Set<Filter> {
  if (!labelled && readings.length === 0) return new Set(['none']);
  const kinds = new Set<Filter>(['all']);
  if (labelled) kinds.add(labelled.state);
  if (readings.some(({ state }) => state === 'draft')) kinds.add('reading');
  if (isToDecide(labelled, readings)) kinds.add('decide');
  return kinds;
}

function grouped<T extends { image_id: string }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(item.image_id, [...(groups.get(item.image_id) ?? []), item]);
  return groups;
}

/** A row a picture, in the project's order. */
export function reviewRows({ pictures, labelled, readings, present }: Known): ReviewRow[] {
  const labels = new Map(labelled.map((one) => [one.image_id, one]));
  const read = grouped(readings);
  const there = grouped(present);
  return pictures.map((picture) => {
    const own = labels.get(picture.id);
    const theirs = read.get(picture.id) ?? [];
    return {
      picture,
      labelled: own,
      readings: theirs,
      present: (there.get(picture.id) ?? []).map(({ username }) => username),
      kinds: kindsOf(own, theirs),
    };
  });
}

/** Pictures of each kind. */
export function countOf(rows: readonly ReviewRow[]): Record<Filter, number> {
  const counts = filters.map((kind) => [kind, rows.filter(({ kinds }) => kinds.has(kind)).length]);
  return Object.fromEntries(counts) as Record<Filter, number>;
}

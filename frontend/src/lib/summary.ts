import type { CellClass, PredictionPicture, PredictionWarning } from '../api/types';

export type Counts = Record<string, number>;

export interface GroupTotal {
  /** Null gathers the pictures without a group. */
  group: string | null;
  pictures: number;
  counts: Counts;
  corrected: number;
}

export const isDone = (picture: PredictionPicture): boolean => picture.state === 'succeeded';

export function cellTotal(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Targets / all cells; null without cells or where the model has no target class. */
export function targetShare(counts: Counts, classes: readonly CellClass[]): number | null {
  const targets = classes.filter(({ target }) => target);
  const all = cellTotal(counts);
  if (targets.length === 0 || all === 0) return null;
  return targets.reduce((sum, { name }) => sum + (counts[name] ?? 0), 0) / all;
}

function add(total: GroupTotal, picture: PredictionPicture): GroupTotal {
  const counts = { ...total.counts };
  for (const [name, count] of Object.entries(picture.counts ?? {})) {
    counts[name] = (counts[name] ?? 0) + count;
  }
  const corrected = total.corrected + (picture.corrected ?? 0);
  return { ...total, pictures: total.pictures + 1, counts, corrected };
}

const none = (group: string | null): GroupTotal => ({
  group,
  pictures: 0,
  counts: {},
  corrected: 0,
});

/** Sum over the pictures that were analysed; failed and waiting ones are left out. */
export function grandTotal(pictures: readonly PredictionPicture[]): GroupTotal {
  return pictures.filter(isDone).reduce(add, none(null));
}

/** One sum per group, in the order in which the groups first appear; without a group last. */
export function totalsByGroup(pictures: readonly PredictionPicture[]): GroupTotal[] {
  const totals = new Map<string | null, GroupTotal>();
  for (const picture of pictures.filter(isDone)) {
    totals.set(picture.group, add(totals.get(picture.group) ?? none(picture.group), picture));
  }
  return [...totals.values()].sort((a, b) => Number(a.group === null) - Number(b.group === null));
}

type Said = Pick<PredictionWarning, 'code' | 'message'> &
  Partial<Pick<PredictionWarning, 'values'>>;

export interface WarningGroup {
  code: string;
  message: string;
  values: PredictionWarning['values'];
  imageIds: string[];
}

/**
 * Warnings of the pictures, one entry a code, so that 200 pictures do not make 200 lines; then those of the prediction
 * that no picture has. Failed pictures are left to those who list them.
 */
export function gatherWarnings(
  warnings: readonly Said[],
  pictures: readonly { image_id: string; warnings: readonly Said[] }[],
): WarningGroup[] {
  const groups = new Map<string, WarningGroup>();
  for (const picture of pictures) {
    for (const { code, message, values = {} } of picture.warnings) {
      const group = groups.get(code) ?? { code, message, values, imageIds: [] };
      groups.set(code, { ...group, imageIds: [...group.imageIds, picture.image_id] });
    }
  }
  for (const { code, message, values = {} } of warnings) {
    if (code !== 'image-failed' && !groups.has(code))
      groups.set(code, { code, message, values, imageIds: [] });
  }
  return [...groups.values()];
}

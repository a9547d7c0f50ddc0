import type { Labelled, PictureStatistics } from '../../../api/types';
import { toneOf } from '../../../components/WarningList/tone';
import { type Metric, valueOf } from '../../../results/metrics';

/** Labels that nobody has begun have no state of their own. */
export const reviewStates = ['none', 'draft', 'submitted', 'accepted', 'returned'] as const;
export type ReviewState = (typeof reviewStates)[number];

export interface Filter {
  /** Names of groups that are not shown; '' for the pictures without one. */
  hidden: ReadonlySet<string>;
  /** A code, or whether there is any that puts the count in doubt. */
  warning: string | null;
  review: ReviewState | null;
  /** Least and greatest value of the metric; null for no bound. */
  from: number | null;
  to: number | null;
}

export const ANY_WARNING = 'any';
export const NO_WARNING = 'none';
/** Says where the numbers come from, which the page says for all pictures together. */
const NO_FAULT = 'not-corrected';

export const warningsOf = ({ warnings }: PictureStatistics) =>
  warnings.filter(({ code }) => code !== NO_FAULT);

/** Those that put the count in doubt; others only say what was done to the picture. */
export const doubtsOf = (picture: PictureStatistics) =>
  warningsOf(picture).filter(({ code }) => toneOf(code) !== 'info');

export type LabelledMap = ReadonlyMap<string, Labelled>;

export const reviewOf = ({ image_id: id }: PictureStatistics, labelled: LabelledMap): ReviewState =>
  labelled.get(id)?.state ?? 'none';

function passesWarning(picture: PictureStatistics, wanted: string | null): boolean {
  if (wanted === null) return true;
  if (wanted === ANY_WARNING) return doubtsOf(picture).length > 0;
  if (wanted === NO_WARNING) return doubtsOf(picture).length === 0;
  return warningsOf(picture).some(({ code }) => code === wanted);
}

/** A picture without the number lies in no range. */
function passesRange(picture: PictureStatistics, metric: Metric, { from, to }: Filter): boolean {
  if (from === null && to === null) return true;
  const value = valueOf(picture, metric);
  return value !== null && value >= (from ?? -Infinity) && value <= (to ?? Infinity);
}

export function filtered(
  pictures: readonly PictureStatistics[],
  metric: Metric,
  filter: Filter,
  labelled: LabelledMap,
): PictureStatistics[] {
  const { hidden, warning, review } = filter;
  return pictures.filter(
    (picture) =>
      !hidden.has(picture.group ?? '') &&
      passesWarning(picture, warning) &&
      (review === null || review === reviewOf(picture, labelled)) &&
      passesRange(picture, metric, filter),
  );
}

export const isFiltering = ({ hidden, warning, review, from, to }: Filter): boolean =>
  hidden.size > 0 || [warning, review, from, to].some((one) => one !== null);

/** Codes of all warnings that there are, each once. */
export const warningCodes = (pictures: readonly PictureStatistics[]): string[] =>
  [...new Set(pictures.flatMap((one) => warningsOf(one).map(({ code }) => code)))].sort();

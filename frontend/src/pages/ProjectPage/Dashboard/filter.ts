import type { Labelled, PictureStatistics } from '../../../api/types';
import { type Metric, valueOf } from '../../../results/metrics';

/** Labels that nobody has begun have no state of their own. */
export const reviewStates = ['none', 'draft', 'submitted', 'accepted', 'returned'] as const;
export type ReviewState = (typeof reviewStates)[number];

export interface Filter {
  /** Names of groups that are not shown; '' for the pictures without one. */
  hidden: ReadonlySet<string>;
  /** A code, or whether there is any at all. */
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

export type LabelledMap = ReadonlyMap<string, Labelled>;

export const reviewOf = ({ image_id: id }: PictureStatistics, labelled: LabelledMap): ReviewState =>
  labelled.get(id)?.state ?? 'none';

function passesWarning(picture: PictureStatistics, wanted: string | null): boolean {
  const codes = warningsOf(picture).map(({ code }) => code);
  if (wanted === null) return true;
  if (wanted === ANY_WARNING) return codes.length > 0;
  return wanted === NO_WARNING ? codes.length === 0 : codes.includes(wanted);
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

import type { TrainingComparison } from '../../api/types';
import type { Series } from '../../components/LineChart/scale';

export type Detail = NonNullable<TrainingComparison['new_detail']>;
export type Mistaken = Detail['confusion'][number];

export interface Pair {
  true: string;
  named: string;
  old: Mistaken | undefined;
  new: Mistaken;
}

/** Every true class and what it was called, by the new version and, where it is known, by the old one. */
export function pairsOf({ old_detail: old, new_detail: now }: TrainingComparison): Pair[] {
  return (now?.confusion ?? []).map((one) => ({
    true: one.true,
    named: one.named,
    old: old?.confusion.find((other) => other.true === one.true && other.named === one.named),
    new: one,
  }));
}

const lineOf = (name: string, detail: Detail | null | undefined): Series => ({
  name,
  points: (detail?.calibration ?? []).flatMap(({ score, right }) =>
    right.value === null ? [] : [{ x: score * 100, y: right.value }],
  ),
});

/** What the scores of both versions mean: the share of detections of a score, in per cent, that are cells. */
export function calibrationOf(comparison: TrainingComparison): Series[] {
  return [
    lineOf(comparison.old, comparison.old_detail),
    lineOf(comparison.new, comparison.new_detail),
  ].filter(({ points }) => points.length > 0);
}

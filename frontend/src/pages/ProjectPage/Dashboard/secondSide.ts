import type { Labels } from '../../../api/queries/statistics';
import { OTHER_LABELS } from './useDashboard';

/** Whose cells stand beside the first ones. */
export interface Second {
  predictionId: string;
  labels: Labels;
  /** What the viewer and the differences call it: another prediction's id, or the corrections. */
  against: string;
}

export const CORRECTIONS = 'current';

/** Another prediction with the same kind of labels, or the other labels of the same prediction; null for nothing. */
export function secondSide(
  predictionId: string,
  labels: Labels,
  beside: string | null,
  list: readonly { id: string }[],
): Second | null {
  if (beside === OTHER_LABELS)
    return {
      predictionId,
      labels: labels === 'predicted' ? 'current' : 'predicted',
      against: CORRECTIONS,
    };
  const isOther = beside !== predictionId && list.some(({ id }) => id === beside);
  return beside !== null && isOther ? { predictionId: beside, labels, against: beside } : null;
}

import type { PredictionPicture } from '../../api/types';

interface Range {
  low: number;
  high: number;
}

/** Smallest and largest known scale of the pictures; null where none is known. */
export function scaleRange(pictures: readonly PredictionPicture[]): Range | null {
  const known = pictures
    .map(({ magnification }) => magnification?.micrometers_per_pixel ?? null)
    .filter((scale) => scale !== null);
  return known.length === 0 ? null : { low: Math.min(...known), high: Math.max(...known) };
}

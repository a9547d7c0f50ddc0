import type { PictureDifferences } from '../../../api/types';

/** The pictures that differ most first; those that were not compared last. */
export function byDifference(pictures: readonly PictureDifferences[]): PictureDifferences[] {
  const weight = ({ tally }: PictureDifferences) => tally?.differing ?? -1;
  return [...pictures].sort((a, b) => weight(b) - weight(a));
}

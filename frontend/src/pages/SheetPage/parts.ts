import type { Prediction, PredictionPicture, Reading } from '../../api/types';

/** Cells on one sheet: more would take long to open, and nobody goes through them in one sitting. */
export const MOST_CELLS = 20_000;

const cellsOf = ({ counts }: PredictionPicture): number =>
  Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);

/** A lot of pictures in which nothing was found is bounded too. */
const LEAST_WEIGHT = 10;

/** The pictures that the address names. Those in which nothing was found may be where cells were missed. */
export function wanted(prediction: Prediction, search: URLSearchParams): PredictionPicture[] {
  const ids = search.get('images')?.split(',');
  const group = search.get('group');
  return prediction.images.filter(
    (one) =>
      one.state === 'succeeded' &&
      (ids === undefined || ids.includes(one.image_id)) &&
      (group === null || one.group === group),
  );
}

/** The pictures of which one has a reading that is not handed in: their labels are nobody's to change meanwhile. */
export const mineToRead = (readings: readonly Reading[]): ReadonlySet<string> =>
  new Set(readings.flatMap((one) => (one.mine && one.state === 'draft' ? [one.image_id] : [])));

/** Lots of whole pictures with at most so many cells each; a picture with more has a lot of its own. */
export function cutInParts(
  pictures: readonly PredictionPicture[],
  most = MOST_CELLS,
): PredictionPicture[][] {
  const parts: PredictionPicture[][] = [];
  let room = 0;
  for (const picture of pictures) {
    const count = Math.max(cellsOf(picture), LEAST_WEIGHT);
    if (count > room || parts.length === 0) {
      parts.push([]);
      room = most;
    }
    parts.at(-1)?.push(picture);
    room -= count;
  }
  return parts;
}

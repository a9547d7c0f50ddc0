import type { Prediction, PredictionPicture } from '../../api/types';

/** Cells on one sheet: more would take long to open, and nobody goes through them in one sitting. */
export const MOST_CELLS = 20_000;

const cellsOf = ({ counts }: PredictionPicture): number =>
  Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);

/** The pictures that the address names, of those that have cells. */
export function wanted(prediction: Prediction, search: URLSearchParams): PredictionPicture[] {
  const ids = search.get('images')?.split(',');
  const group = search.get('group');
  return prediction.images.filter(
    (one) =>
      one.state === 'succeeded' &&
      cellsOf(one) > 0 &&
      (ids === undefined || ids.includes(one.image_id)) &&
      (group === null || one.group === group),
  );
}

/** Lots of whole pictures with at most so many cells each; a picture with more has a lot of its own. */
export function cutInParts(
  pictures: readonly PredictionPicture[],
  most = MOST_CELLS,
): PredictionPicture[][] {
  const parts: PredictionPicture[][] = [];
  let room = 0;
  for (const picture of pictures) {
    const count = cellsOf(picture);
    if (count > room || parts.length === 0) {
      parts.push([]);
      room = most;
    }
    parts.at(-1)?.push(picture);
    room -= count;
  }
  return parts;
}

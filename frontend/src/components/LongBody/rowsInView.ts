/** Rows from `first` up to, and without, `last`. */
export interface Rows {
  first: number;
  last: number;
}

/** So few rows cost nothing. */
const FEW = 60;
/** Rows beyond the view that are there as well: Tab goes on to them, and a turn of the wheel shows no gap. */
const AROUND = 12;
/** By so many they come and go, so that not every scrolled pixel draws anew. */
const STEP = 8;

const bounded = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/**
 * The rows of a table that are near the view.
 *
 * @param top pixels from the top of the view to the first row; negative once it is scrolled past
 * @param view height of the view, in pixels
 * @param height height of a row, in pixels
 */
export function rowsInView(top: number, view: number, height: number, count: number): Rows {
  if (count <= FEW) return { first: 0, last: count };
  const seen = bounded(Math.floor(-top / height), count - 1);
  const last = seen + Math.ceil(view / height) + AROUND;
  return {
    first: bounded(Math.floor((seen - AROUND) / STEP) * STEP, count),
    last: bounded(Math.ceil(last / STEP) * STEP, count),
  };
}

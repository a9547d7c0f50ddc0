import { linear, type Range } from '../components/LineChart/scale';

/** The part of a drawing that holds the values, in its pixels. */
export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const HEIGHT = 300;
const LEAST_BAND = 74;

/** From a value to its pixel. */
export interface Place {
  (value: number): number;
  range: Range;
}

export const areaOf = (width: number): Area => ({
  left: 52,
  right: width - 10,
  top: 26,
  bottom: HEIGHT - 42,
});

/** A drawing at least as wide as its bands need; the plot scrolls where there is less room. */
export const widthFor = (bands: number, width: number): number =>
  Math.max(width, bands * LEAST_BAND + 62);

export function upright(area: Area, range: Range): Place {
  return Object.assign(linear(range, [area.bottom, area.top]), { range });
}

export interface Band {
  middle: number;
  width: number;
}

/** Equal parts of the bottom, at most 200 pixels each, in the middle of the area. */
export function bandsOf(area: Area, count: number): Band[] {
  const width = Math.min(200, (area.right - area.left) / Math.max(1, count));
  const start = (area.left + area.right - width * count) / 2;
  return Array.from({ length: count }, (_, place) => ({
    middle: start + (place + 0.5) * width,
    width,
  }));
}

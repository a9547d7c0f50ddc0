import { type Range, rangeOf, ticks } from '../components/LineChart/scale';

const TICKS = 5;

/** A range of values on round numbers, zero within it, so that the height of a value can be compared with nothing. */
export function axisRange(values: readonly number[]): Range {
  const [low, high] = rangeOf([0, ...values]);
  if (values.every((value) => value === 0)) return [0, 1];
  const [first = 0, second = 1] = ticks([low, high], TICKS);
  const step = second - first;
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

export const axisTicks = (range: Range): number[] => ticks(range, TICKS);

/** As much of a name as fits into so many pixels; the whole stands in a tooltip and in the table. */
export function shortened(name: string, pixels: number): string {
  // A Chinese character takes about the room of two Latin ones at 12 px.
  const widths = Array.from(name, (letter) => ((letter.codePointAt(0) ?? 0) > 0x2e80 ? 12.5 : 6.7));
  if (widths.reduce((sum, width) => sum + width, 0) <= pixels) return name;
  let room = pixels - 8;
  const kept = Array.from(name).filter((_, place) => (room -= widths[place] ?? 0) >= 0);
  return `${kept.join('')}…`;
}

export interface Point {
  x: number;
  y: number;
}

export interface Series {
  name: string;
  points: readonly Point[];
}

export type Range = readonly [low: number, high: number];

/** Ends of all values; a single value gets room on both sides, and no value at all gives 0 to 1. */
export function rangeOf(values: readonly number[]): Range {
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** Round numbers inside the range: steps of 1, 2 or 5 times a power of ten, about `count` of them. */
export function ticks([low, high]: Range, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) =>
    Number(((first + place) * step).toPrecision(12)),
  );
}

/** Maps a range of values to a range of pixels. */
export function linear([low, high]: Range, [from, to]: Range): (value: number) => number {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/** At most `most` of the items, evenly spread, the last always among them. */
export function thinned<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, place) => (items.length - 1 - place) % step === 0);
}

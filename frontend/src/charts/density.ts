/** The shape of many values: quantiles as numpy gives them, and a Gaussian kernel density. */

export interface Height {
  at: number;
  /** Per unit of `at`; the area under all heights is about 1. */
  height: number;
}

const BINS = 512;
const STEPS = 72;

/** Linear between the two nearest of `sorted`; NaN without values. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** Silverman, Density Estimation (1986), eq. 3.31: 0.9 min(sd, IQR / 1.34) n^(-1/5); 0 where all values are equal. */
export function bandwidth(sorted: readonly number[]): number {
  const n = sorted.length;
  if (n < 2) return 0;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const sd = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const iqr = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34;
  return 0.9 * (iqr > 0 ? Math.min(sd, iqr) : sd) * n ** -0.2;
}

/** Counted into bins first, so that a million values cost one pass and not one a step. */
function binned(sorted: readonly number[], low: number, width: number): Float64Array {
  const counts = new Float64Array(BINS);
  for (const value of sorted) {
    const bin = Math.min(BINS - 1, Math.floor((value - low) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Kernel density between the smallest and the largest value, not beyond them; empty where all values are equal. */
export function density(sorted: readonly number[]): Height[] {
  const low = sorted[0] ?? 0;
  const span = (sorted.at(-1) ?? 0) - low;
  const kernel = bandwidth(sorted);
  if (span <= 0 || kernel <= 0) return [];
  const width = span / BINS;
  const counts = binned(sorted, low, width);
  const peak = 1 / (sorted.length * kernel * Math.sqrt(2 * Math.PI));
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const at = low + (span * step) / STEPS;
    const height = counts.reduce((sum, count, bin) => {
      const far = (at - low - (bin + 0.5) * width) / kernel;
      return sum + count * Math.exp(-0.5 * far * far);
    }, 0);
    return { at, height: height * peak };
  });
}

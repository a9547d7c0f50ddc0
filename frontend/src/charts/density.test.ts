import { describe, expect, it } from 'vitest';
import { bandwidth, density, quantile } from './density';

it('gives the quantiles that numpy gives', () => {
  expect(quantile([1, 2, 4, 10], 0.5)).toBe(3);
  expect(quantile([1, 2, 4, 10], 0.25)).toBe(1.75);
  expect(quantile([], 0.5)).toBeNaN();
});

describe('density', () => {
  const normal = Array.from(
    { length: 1999 },
    (_, i) => Math.sqrt(2) * inverseErf((i + 1) / 1000 - 1),
  );

  it('finds the height of the normal distribution', () => {
    const heights = density(normal);
    const top = Math.max(...heights.map(({ height }) => height));
    expect(top).toBeCloseTo(0.3989, 1);
    expect(heights.find(({ height }) => height === top)?.at).toBeCloseTo(0, 1);
  });

  it('takes the smaller spread for its width', () => {
    expect(bandwidth([0, 1, 2, 3, 100])).toBeCloseTo(0.9 * (2 / 1.34) * 5 ** -0.2, 12);
  });

  it('has no shape where all values are equal, or where there is one', () => {
    expect(density([2, 2, 2])).toEqual([]);
    expect(density([2])).toEqual([]);
    expect(density([])).toEqual([]);
  });
});

/** Winitzki's approximation, good to 2e-3. */
function inverseErf(x: number): number {
  const log = Math.log(1 - x * x);
  const half = 2 / (Math.PI * 0.147) + log / 2;
  return Math.sign(x) * Math.sqrt(Math.sqrt(half ** 2 - log / 0.147) - half);
}

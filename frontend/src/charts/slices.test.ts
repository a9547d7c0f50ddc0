import { expect, it } from 'vitest';
import { sliceAngles, slicePath } from './slices';

it('shares the circle by value', () => {
  expect(sliceAngles([3, 1])).toEqual([
    [0, 1.5 * Math.PI],
    [1.5 * Math.PI, 2 * Math.PI],
  ]);
  expect(sliceAngles([0, 0])).toEqual([[0, 0], [0, 0]]); // prettier-ignore
});

it('draws a quarter from the top to the right, and a whole circle as one', () => {
  expect(slicePath([0, Math.PI / 2], 10)).toBe('M0 0L0.00 -10.00A10 10 0 0 1 10.00 -0.00Z');
  expect(slicePath([0, 2 * Math.PI], 10)).toContain('A10 10 0 0 1 0.00 10.00');
  expect(slicePath([1, 1], 10)).toBe('');
});

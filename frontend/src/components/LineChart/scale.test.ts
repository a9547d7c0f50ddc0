import { describe, expect, it } from 'vitest';
import { linear, rangeOf, thinned, ticks } from './scale';

describe('scale', () => {
  it('puts ticks on round numbers', () => {
    expect(ticks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks([3, 97], 4)).toEqual([50]);
    expect(ticks([0.61, 0.79], 4)).toEqual([0.65, 0.7, 0.75]);
  });

  it('gives a single value room, and nothing a unit', () => {
    expect(rangeOf([4])).toEqual([3.5, 4.5]);
    expect(rangeOf([2, 9, 5])).toEqual([2, 9]);
    expect(rangeOf([])).toEqual([0, 1]);
  });

  it('maps values to pixels, upside down too', () => {
    expect(linear([0, 10], [100, 0])(2.5)).toBe(75);
  });

  it('thins a long list and keeps its end', () => {
    expect(thinned([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([1, 4, 7]);
    expect(thinned([1, 2], 5)).toEqual([1, 2]);
  });
});

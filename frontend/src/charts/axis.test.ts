import { expect, it } from 'vitest';
import { axisRange, axisTicks, shortened } from './axis';

it('begins at zero and ends on the next round number', () => {
  expect(axisRange([0.13, 0.42])).toEqual([0, 0.5]);
  expect(axisRange([31, 97])).toEqual([0, 100]);
  expect(axisTicks([0, 100])).toEqual([0, 20, 40, 60, 80, 100]);
});

it('has room where all values are zero or there are none', () => {
  expect(axisRange([0, 0])).toEqual([0, 1]);
  expect(axisRange([])).toEqual([0, 1]);
});

it('shortens a name to its room, by the width of its letters', () => {
  expect(shortened('Control', 60)).toBe('Control');
  expect(shortened('Staurosporine 5 uM', 60)).toBe('Staurosp'.slice(0, 7) + '…');
  expect(shortened('对照组', 40)).toBe('对照组');
  expect(shortened('对照组第一批', 40)).toBe('对照…');
});

import { expect, it } from 'vitest';
import { boundText, parseBound } from './bounds';

it.each([
  ['', 1, null],
  [' 12,5 ', 1, 12.5],
  ['7', 100, 0.07],
  ['many', 1, undefined],
  ['Infinity', 1, undefined],
])('reads %j at %d as %s', (text, factor, bound) => {
  expect(parseBound(text, factor)).toBe(bound);
});

it('writes a bound as it was typed', () => {
  expect([boundText(0.07, 100), boundText(12.5, 1), boundText(null, 1)]).toEqual(['7', '12.5', '']);
});

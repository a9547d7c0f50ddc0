import { expect, it } from 'vitest';
import { parseScale } from './parseScale';

it.each([
  ['0.25', 0.25],
  [' 0,5 ', 0.5],
  ['.46', 0.46],
  ['1', 1],
  ['', null],
  ['0', null],
  ['-0.5', null],
  ['40x', null],
  ['1,000.5', null],
  ['250', null],
])('%s → %s', (text, value) => {
  expect(parseScale(text)).toBe(value);
});

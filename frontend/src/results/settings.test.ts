import { expect, it } from 'vitest';
import { keyOf, parseMultiples } from './settings';

it.each([
  ['2,4,6,8', [2, 4, 6, 8]],
  [' 8 2.5， 4、4 ', [2.5, 4, 8]],
  ['', null],
  ['2,-1', null],
  ['two', null],
  ['1001', null],
])('%s → %j', (text, numbers) => {
  expect(parseMultiples(text)).toEqual(numbers);
});

it('writes k as the API does', () => {
  expect([2, 2.5, 1 / 3].map(keyOf)).toEqual(['2', '2.5', '0.333333']);
});

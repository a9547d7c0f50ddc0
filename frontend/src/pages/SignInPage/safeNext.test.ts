import { expect, it } from 'vitest';
import { safeNext } from './safeNext';

it.each([
  [null, '/'],
  ['/predictions/1/images/2?x=1', '/predictions/1/images/2?x=1'],
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example/a', '/'],
  ['/\\elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
])('%s → %s', (next, address) => {
  expect(safeNext(next)).toBe(address);
});

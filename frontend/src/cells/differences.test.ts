import { expect, it } from 'vitest';
import { livingDead } from './cells.fixture';
import { twoSides } from './differences.fixture';
import { boxOf } from './cellStore';
import { countKinds, makeDifferenceStore, maskOf, nextDifference } from './differences';

const both = makeDifferenceStore(twoSides, livingDead);
const all = maskOf(both, new Set(['only-first', 'only-second', 'class-changed', 'same']));

it('places a cell where the first side has it, or else the second', () => {
  expect(boxOf(both.store, 0)).toEqual({ x1: 10, y1: 10, x2: 30, y2: 30 });
  expect(boxOf(both.store, 1)).toEqual({ x1: 60, y1: 10, x2: 80, y2: 30 });
});

it('takes a class that a person added as a normal one', () => {
  expect(both.store.classes).toEqual([...livingDead, { name: 'odd', target: false }]);
});

it('counts every kind, zeros too', () => {
  expect(countKinds(twoSides)).toEqual({ 'only-first': 1, 'only-second': 1, 'class-changed': 1, same: 1 }); // prettier-ignore
  expect(countKinds([])).toEqual({ 'only-first': 0, 'only-second': 0, 'class-changed': 0, same: 0 }); // prettier-ignore
});

it('goes round through what differs, past what is the same', () => {
  expect(nextDifference(both, all, null, 1)).toBe(0);
  expect(nextDifference(both, all, null, -1)).toBe(2);
  expect(nextDifference(both, all, 2, 1)).toBe(0);
  expect(nextDifference(both, all, 0, -1)).toBe(2);
});

it('goes through the shown kinds alone, and nowhere without any', () => {
  const changed = maskOf(both, new Set(['class-changed', 'same']));
  expect([...changed]).toEqual([0, 0, 1, 1]);
  expect(nextDifference(both, changed, null, 1)).toBe(2);
  expect(nextDifference(both, changed, 2, 1)).toBe(2);
  expect(nextDifference(both, maskOf(both, new Set(['same'])), null, 1)).toBeNull();
});

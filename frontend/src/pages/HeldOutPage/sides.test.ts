import { expect, it } from 'vitest';
import { heldOut } from './heldOut.fixture';
import { countOf, mistakesOf, stopsOf, storeOf } from './sides';

it('names what each model missed, made up and called wrongly', () => {
  expect(mistakesOf(heldOut, 'old')).toEqual([
    { kind: 'missed', box: [100, 10, 120, 30] },
    { kind: 'false', box: [50, 50, 70, 70] },
    { kind: 'wrong-class', box: [11, 11, 31, 31] },
  ]);
  expect(mistakesOf(heldOut, 'new')).toEqual([{ kind: 'wrong-class', box: [101, 10, 121, 30] }]);
  expect(countOf(mistakesOf(heldOut, 'old'))).toEqual({ missed: 1, false: 1, 'wrong-class': 1 });
});

it('stops once where both are wrong about the same cell, from left to right', () => {
  expect(stopsOf(heldOut)).toEqual([
    [11, 11, 31, 31],
    [50, 50, 70, 70],
    [100, 10, 120, 30],
  ]);
});

it('draws the cells of a model with the classes of the picture', () => {
  const store = storeOf(heldOut, 'new');
  expect(store.count).toBe(2);
  expect([...store.classIndex]).toEqual([1, 0]);
  expect([...store.corrected]).toEqual([0, 0]);
});

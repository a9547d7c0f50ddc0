import { expect, it } from 'vitest';
import type { Prediction, Reading } from '../../api/types';
import { cutInParts, mineToRead, wanted } from './parts';

const one = (id: string, cells: number, group: string | null = null, state = 'succeeded') => ({
  image_id: id,
  group,
  state,
  counts: { living: cells },
});
const images = [one('a', 30, 'A'), one('b', 0, 'A'), one('c', 25, 'B'), one('d', 5, 'B', 'failed')];
const prediction = { images } as unknown as Prediction;
const ids = (query: string) =>
  wanted(prediction, new URLSearchParams(query)).map((picture) => picture.image_id);

it('shows all pictures that were recognised, or those that the address names', () => {
  expect(ids('')).toEqual(['a', 'b', 'c']);
  expect(ids('group=B')).toEqual(['c']);
  expect(ids('images=a,d')).toEqual(['a']);
});

it('cuts into lots of whole pictures', () => {
  const pictures = [one('a', 30), one('c', 25), one('e', 90), one('f', 10)];
  const lots = cutInParts(pictures as unknown as Prediction['images'], 60);
  expect(lots.map((lot) => lot.map((picture) => picture.image_id))).toEqual([
    ['a', 'c'],
    ['e'],
    ['f'],
  ]);
  expect(cutInParts([])).toEqual([]);
});

it('leaves to its reader what is being read, and nothing else', () => {
  const readings = [
    { image_id: 'a', mine: true, state: 'draft' },
    { image_id: 'b', mine: true, state: 'submitted' },
    { image_id: 'c', mine: false, state: 'draft' },
  ] as Reading[];
  expect([...mineToRead(readings)]).toEqual(['a']);
});

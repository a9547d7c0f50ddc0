import { expect, it } from 'vitest';
import { onePicture, twoGroups } from '../../../results/fixture';
import { metric } from '../../../results/metrics';
import { nextSort, ordered, rowsOf } from './order';

const others = [onePicture('a', 'Control', 10, 5), onePicture('c', 'Control', 10, 4)];
const rows = rowsOf(twoGroups.images, others, metric('target_ratio'));
const ids = (sort: string | null) => ordered(rows, sort).map(({ picture }) => picture.image_id).join(''); // prettier-ignore

it('takes the second less the first, and nothing where either is missing', () => {
  const differences = rows.map(({ difference }) => difference);
  expect(differences[0]).toBeCloseTo(0.4);
  expect(differences[2]).toBeCloseTo(-0.1);
  expect([1, 3, 4, 5].map((place) => differences[place])).toEqual([null, null, null, null]);
});

it('sorts both ways and keeps what is missing at the end', () => {
  expect(ids(null)).toBe('abcdef');
  expect(ids('value')).toBe('abcdef');
  expect(ids('-value')).toBe('dcbaef');
  expect(ids('difference')).toBe('cabdef');
  expect(ids('-difference')).toBe('acbdef');
  expect(ids('-picture')).toBe('fedcba');
  expect(ids('nonsense')).toBe('abcdef');
});

it('goes from rising to falling and back to the list', () => {
  expect([
    nextSort(null, 'value'),
    nextSort('value', 'value'),
    nextSort('-value', 'value'),
  ]).toEqual(['value', '-value', null]);
  expect(nextSort('-value', 'group')).toBe('group');
});

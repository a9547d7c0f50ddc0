import { expect, it } from 'vitest';
import type { Labelled } from '../../../api/types';
import { twoGroups } from '../../../results/fixture';
import { metric } from '../../../results/metrics';
import { doubtsOf, type Filter, filtered, isFiltering, warningCodes } from './filter';

const open: Filter = { hidden: new Set(), warning: null, review: null, from: null, to: null };
const labelled = new Map([['b', { image_id: 'b', state: 'accepted' } as Labelled]]);
const left = (filter: Partial<Filter>) =>
  filtered(twoGroups.images, metric('target_ratio'), { ...open, ...filter }, labelled)
    .map(({ image_id: id }) => id)
    .join('');

it('leaves every picture, failed ones too, where nothing is asked', () => {
  expect(left({})).toBe('abcdef');
  expect(isFiltering(open)).toBe(false);
});

it('leaves groups out by their names', () => {
  expect(left({ hidden: new Set(['Control']) })).toBe('def');
  expect(isFiltering({ ...open, hidden: new Set(['Control']) })).toBe(true);
});

it('goes by warnings: any, none, or one of them', () => {
  expect(left({ warning: 'any' })).toBe('f');
  expect(left({ warning: 'none' })).toBe('abcde');
  expect(left({ warning: 'image-failed' })).toBe('f');
  expect(left({ warning: 'blur' })).toBe('');
  expect(warningCodes(twoGroups.images)).toEqual(['image-failed']);
});

it('holds a picture for doubtful where a warning says more than what was done to it', () => {
  const [picture] = twoGroups.images;
  const [warning] = twoGroups.images[5]?.warnings ?? [];
  if (!picture || !warning) throw new Error('the fixture changed');
  const said = (code: string) => doubtsOf({ ...picture, warnings: [{ ...warning, code }] }).length;
  expect(['blur', 'no-scale', 'model-without-scale', 'seam-merged', 'not-corrected'].map(said)).toEqual([1, 1, 0, 0, 0]); // prettier-ignore
});

it('goes by the state of the labels', () => {
  expect(left({ review: 'accepted' })).toBe('b');
  expect(left({ review: 'none' })).toBe('acdef');
  expect(left({ review: 'returned' })).toBe('');
});

it('takes both bounds of a range in, and no picture without the number', () => {
  // 0.1, 0.3, 0.5, 1, none, failed
  expect(left({ from: 0.3 })).toBe('bcd');
  expect(left({ from: 0.3, to: 0.5 })).toBe('bc');
  expect(left({ to: 0 })).toBe('');
});

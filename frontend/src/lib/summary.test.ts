import { describe, expect, it } from 'vitest';
import type { PredictionPicture } from '../api/types';
import { gatherWarnings, grandTotal, targetShare, totalsByGroup } from './summary';

const classes = [
  { name: 'living', target: false },
  { name: 'dead', target: true },
];

function picture(
  id: string,
  group: string | null,
  living: number,
  dead: number,
): PredictionPicture {
  return {
    image_id: id,
    filename: `${id}.png`,
    group,
    state: 'succeeded',
    counts: { living, dead },
    corrected: dead,
    warnings: [],
    problem: null,
    width: 100,
    height: 100,
    magnification: null,
    analysed_megapixels: 0.01,
  };
}

const failed: PredictionPicture = {
  ...picture('x', 'A', 0, 0),
  state: 'failed',
  counts: null,
  corrected: null,
};
const pictures = [
  picture('a', null, 5, 0),
  picture('b', 'A', 10, 2),
  picture('c', 'A', 20, 3),
  failed,
];

describe('totals', () => {
  it('adds up each group and leaves failed pictures out', () => {
    expect(totalsByGroup(pictures)).toEqual([
      { group: 'A', pictures: 2, counts: { living: 30, dead: 5 }, corrected: 5 },
      { group: null, pictures: 1, counts: { living: 5, dead: 0 }, corrected: 0 },
    ]);
    expect(grandTotal(pictures)).toEqual({
      group: null,
      pictures: 3,
      counts: { living: 35, dead: 5 },
      corrected: 5,
    });
  });
});

describe('targetShare', () => {
  it('is the targets of all cells', () => {
    expect(targetShare({ living: 35, dead: 5 }, classes)).toBe(0.125);
  });

  it('is missing without cells or without a target class, never 0', () => {
    expect(targetShare({ living: 0, dead: 0 }, classes)).toBeNull();
    expect(targetShare({ cell: 9 }, [{ name: 'cell', target: false }])).toBeNull();
  });
});

it('gathers warnings by code, and leaves failed pictures to their own list', () => {
  const scale = { code: 'no-scale', message: 'No scale.' };
  const first = { ...picture('a', null, 1, 0), warnings: [scale] };
  const second = { ...picture('b', null, 1, 0), warnings: [scale] };
  const own = [
    { code: 'image-failed', message: 'x.png failed.', image_id: 'x' },
    { code: 'no-scale', message: '2 pictures, the first: No scale.' },
    { code: 'brand-new', message: 'Too many.' },
  ];
  expect(gatherWarnings(own, [first, second])).toEqual([
    { code: 'no-scale', message: 'No scale.', values: {}, imageIds: ['a', 'b'] },
    { code: 'brand-new', message: 'Too many.', values: {}, imageIds: [] },
  ]);
});

import { expect, test } from 'vitest';
import type { TrainingComparison } from '../../api/types';
import { calibrationOf, pairsOf } from './confusion';

const share = (value: number | null) => ({ value, low: null, high: null });

const comparison: TrainingComparison = {
  old: 'base/living-dead@1',
  new: 'ada/my-cells@2',
  hold_out: { pictures: 3, cells: 9 },
  metrics: [],
  verdict: 'not-distinguishable',
  pictures: [],
  old_detail: {
    confusion: [{ true: 'dead', named: 'living', cells: 2, share: share(0.5) }],
    calibration: [],
  },
  new_detail: {
    confusion: [
      { true: 'dead', named: 'living', cells: 1, share: share(0.25) },
      { true: 'dead', named: 'dead', cells: 3, share: share(0.75) },
    ],
    calibration: [
      { detections: 4, score: 0.63, right: share(0.5) },
      { detections: 2, score: 0.95, right: share(1) },
    ],
  },
};

test('what a class was called stands beside what the old version called it', () => {
  expect(pairsOf(comparison).map((pair) => [pair.named, pair.old?.cells, pair.new.cells])).toEqual([
    ['living', 2, 1],
    ['dead', undefined, 3],
  ]);
});

test('a version without points has no line, and scores run in per cent', () => {
  expect(calibrationOf(comparison)).toEqual([
    {
      name: 'ada/my-cells@2',
      points: [
        { x: 63, y: 0.5 },
        { x: 95, y: 1 },
      ],
    },
  ]);
});

test('comparisons from before there were details have none', () => {
  const before = { ...comparison, old_detail: null, new_detail: null };
  expect(pairsOf(before)).toEqual([]);
  expect(calibrationOf(before)).toEqual([]);
});

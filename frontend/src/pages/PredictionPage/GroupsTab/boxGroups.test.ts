import { expect, it } from 'vitest';
import { describe, twoGroups } from '../../../results/fixture';
import { metric } from '../../../results/metrics';
import { boxGroups, boxOf } from './boxGroups';
import { groupMetrics } from './groupMetrics';

it('takes the box of the service and a point for each picture that has the number', () => {
  const [control, drug] = boxGroups(twoGroups, metric('target_ratio'));
  expect(control?.box).toEqual({ least: 0.1, q1: 0.1, median: 0.3, q3: 0.5, most: 0.5 });
  expect(control?.points.map(({ value }) => value)).toEqual([0.1, 0.3, 0.5]);
  expect(drug?.points).toEqual([
    { id: 'd', name: 'd.png', value: 1, to: '/predictions/p/images/d' },
  ]);
});

it('draws no box of fewer than three pictures, nor one that the service did not describe', () => {
  expect(boxGroups(twoGroups, metric('target_ratio'))[1]?.box).toBeNull();
  expect(boxGroups(twoGroups, metric('target_radius_px'))[0]?.box).toBeNull();
});

it('ends the whiskers at the last value within 1.5 boxes', () => {
  const described = { ...describe([]), n: 5, q1: 2, median: 3, q3: 4 };
  expect(boxOf(described, [0, 2, 3, 4, 9])).toEqual({ least: 0, q1: 2, median: 3, q3: 4, most: 4 });
});

it('compares nothing of targets where the model knows none', () => {
  const classes = [{ name: 'living', target: false }];
  expect(groupMetrics({ ...twoGroups, classes }).map(({ name }) => name)).toEqual([
    'density_per_megapixel:living',
    'density_per_megapixel:dead',
  ]);
});

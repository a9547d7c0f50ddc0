import { expect, it } from 'vitest';
import { architectureOf, flattenMetrics, scaleOf } from './manifest';

const manifest = {
  micrometers_per_pixel: null,
  detector: { architecture: 'yolov5nu' },
  classifier: null,
};

it('reads what a manifest may or may not hold', () => {
  expect(architectureOf(manifest, 'detector')).toBe('yolov5nu');
  expect(architectureOf(manifest, 'classifier')).toBeNull();
  expect(scaleOf(manifest)).toBeNull();
  expect(scaleOf({ micrometers_per_pixel: 0.25 })).toBe(0.25);
});

it('lays nested measures flat', () => {
  const metrics = { centroid_f1: 0.9, by_class: { dead: { ap50: 0.7 } }, note: 'x', curve: [1, 2] };
  expect(flattenMetrics(metrics)).toEqual([
    ['centroid f1', 0.9],
    ['by class / dead / ap50', 0.7],
  ]);
});

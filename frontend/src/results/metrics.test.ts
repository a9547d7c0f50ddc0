import { expect, it } from 'vitest';
import { onePicture, twoGroups } from './fixture';
import { metric, type MetricKind, metricNamed, valueOf, whyMissing } from './metrics';

const { classes, images } = twoGroups;

it('reads a number of a picture by the name that the API gives it', () => {
  const picture = onePicture('a', null, 20, 2);
  const read = (name: string) => {
    const one = metricNamed(name);
    return one && valueOf(picture, one);
  };
  expect(
    ['target_ratio', 'density_per_megapixel:dead', 'effective_score:4', 'magic'].map(read),
  ).toEqual(
    [0.1, 8, 1.75, null], // prettier-ignore
  );
  expect(metricNamed('counts:a:b')).toEqual({ kind: 'counts', of: 'a:b', name: 'counts:a:b' });
});

it('counts no cells of a class that only other pictures name, and has no size of them', () => {
  const picture = onePicture('a', null, 20, 2);
  const read = (kind: MetricKind) => valueOf(picture, metric(kind, 'dividing'));
  expect(
    (['counts', 'proportions', 'density_per_megapixel', 'mean_size'] as const).map(read),
  ).toEqual(
    [0, 0, 0, null], // prettier-ignore
  );
  expect(valueOf(onePicture('b', null, 0, 0), metric('proportions', 'dividing'))).toBeNull();
});

it.each([
  ['a', metric('density_per_mm2', 'dead'), 'noScale'],
  ['e', metric('target_ratio'), 'noNormals'],
  ['e', metric('size_ratio'), 'noNormals'],
  ['e', metric('mean_size', 'living'), 'noneOfClass'],
  ['f', metric('target_ratio'), 'failed'],
])('says why %s has no %o: %s', (id, asked, reason) => {
  const picture = images.find(({ image_id }) => image_id === id);
  expect(picture && valueOf(picture, asked)).toBeNull();
  expect(picture && whyMissing(picture, asked, classes)).toBe(reason);
});

it('says that there are no targets, or no cells at all', () => {
  const healthy = onePicture('h', null, 5, 0);
  expect(whyMissing(healthy, metric('effective_score', '2'), classes)).toBe('noTargets');
  expect(whyMissing(healthy, metric('nearest_normal_px'), classes)).toBe('noTargets');
  expect(whyMissing(onePicture('n', null, 0, 0), metric('proportions', 'dead'), classes)).toBe(
    'noCells',
  );
});

it('says that nothing was analysed where a density is missing in spite of a scale', () => {
  const empty = { ...onePicture('z', null, 0, 0), micrometers_per_pixel: 0.5 };
  const asked = [metric('density_per_megapixel', 'dead'), metric('density_per_mm2', 'dead')];
  expect(asked.map((one) => whyMissing(empty, one, classes))).toEqual(['noArea', 'noArea']);
});

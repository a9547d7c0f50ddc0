import { expect, it } from 'vitest';
import { onePicture, twoGroups } from '../../../results/fixture';
import { sectionsOf } from './columns';

const names = (sections: ReturnType<typeof sectionsOf>) =>
  sections.flatMap(({ metrics }) => metrics.map(({ name }) => name));

it('shows what a model with targets gives', () => {
  expect(names(sectionsOf(twoGroups))).toEqual([
    'counts:living',
    'counts:dead',
    'proportions:living',
    'proportions:dead',
    'target_ratio',
    'mean_size:living',
    'mean_size:dead',
    'size_ratio',
    'density_per_megapixel:living',
    'density_per_megapixel:dead',
    'effective_score:2',
    'effective_score:4',
    'nearest_normal_px',
  ]);
});

it('adds real areas as soon as one picture has a scale', () => {
  const scaled = { ...onePicture('a', null, 1, 1), micrometers_per_pixel: 0.5 };
  const shown = names(sectionsOf({ ...twoGroups, images: [...twoGroups.images, scaled] }));
  expect(shown).toContain('mean_size_um2:dead');
  expect(shown).toContain('density_per_mm2:living');
});

it('has no column for targets where the model knows none', () => {
  const classes = [{ name: 'cell', target: false }];
  expect(names(sectionsOf({ ...twoGroups, classes }))).toEqual([
    'counts:cell',
    'mean_size:cell',
    'density_per_megapixel:cell',
  ]);
});

import type {
  GroupStatistics,
  PictureStatistics,
  PredictionWarning,
  Statistics,
} from '../api/types';

/** Six pictures of living and dead cells in two groups, one of them without a normal cell and one that failed. */

const density = (living: number, dead: number) => ({ living: living * 4, dead: dead * 4 });

const warningOf = (code: string, message: string): PredictionWarning => ({
  code,
  message,
  values: {},
  image_id: null,
  pictures: 1,
  page: `/docs/warnings/${code}`,
});

export function onePicture(
  id: string,
  group: string | null,
  living: number,
  dead: number,
): PictureStatistics {
  const all = living + dead;
  return {
    image_id: id,
    filename: `${id}.png`,
    group,
    specimen: null,
    state: 'succeeded',
    labels: 'predicted',
    annotation_revision: null,
    micrometers_per_pixel: null,
    analysed_megapixels: 0.25,
    counts: { living, dead },
    proportions: all ? { living: living / all, dead: dead / all } : { living: null, dead: null },
    target_ratio: living ? dead / living : null,
    target_proportion: all ? dead / all : null,
    mean_size: { living: living ? 0.001 : null, dead: dead ? 0.0015 : null },
    mean_size_um2: { living: null, dead: null },
    size_ratio: living && dead ? 1.5 : null,
    target_radius_px: dead ? 12.25 : null,
    effective_score: { '2': dead ? 0.5 : null, '4': dead ? 1.75 : null },
    nearest_normal_px: living && dead ? 31.5 : null,
    density_per_megapixel: density(living, dead),
    density_per_mm2: { living: null, dead: null },
    warnings: [],
  };
}

const failed: PictureStatistics = {
  ...onePicture('f', 'Drug', 0, 0),
  state: 'failed',
  labels: null,
  counts: null,
  proportions: null,
  target_ratio: null,
  target_proportion: null,
  mean_size: null,
  mean_size_um2: null,
  size_ratio: null,
  target_radius_px: null,
  effective_score: null,
  nearest_normal_px: null,
  density_per_megapixel: null,
  density_per_mm2: null,
  warnings: [warningOf('image-failed', 'f.png failed.')],
};

export const describe = (values: readonly number[], missing = 0) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? null;
  return {
    n: values.length,
    missing,
    mean: middle,
    sd: 0.1,
    median: middle,
    q1: sorted[0] ?? null,
    q3: sorted.at(-1) ?? null,
    least: sorted[0] ?? null,
    most: sorted.at(-1) ?? null,
  };
};

function oneGroup(name: string, ratios: number[], missing: number): GroupStatistics {
  return {
    name,
    pictures: 3,
    failed: name === 'Drug' ? 1 : 0,
    specimens: 0,
    counts: { living: 40, dead: 20 },
    metrics: {
      target_ratio: describe(ratios, missing),
      target_proportion: describe(ratios.map((one) => one / (1 + one))),
      size_ratio: describe([1.5, 1.5]),
      nearest_normal_px: describe([31.5]),
      'density_per_megapixel:living': describe([40, 80]),
      'density_per_megapixel:dead': describe([20, 40]),
      'effective_score:2': describe([0.5, 0.5]),
      'effective_score:4': describe([1.75, 1.75]),
    },
  };
}

export const twoGroups: Statistics = {
  prediction_id: 'p',
  model: 'base/living-dead@1',
  confidence: 0.5,
  software_version: '0.1.0',
  labels: 'predicted',
  classes: [
    { name: 'living', target: false },
    { name: 'dead', target: true },
  ],
  k: [2, 4],
  unit: 'picture',
  control: null,
  images: [
    onePicture('a', 'Control', 20, 2),
    onePicture('b', 'Control', 10, 3),
    onePicture('c', 'Control', 10, 5),
    onePicture('d', 'Drug', 10, 10),
    onePicture('e', 'Drug', 0, 7),
    failed,
  ],
  groups: [oneGroup('Control', [0.1, 0.3, 0.5], 0), oneGroup('Drug', [1], 1)],
  tests: [
    {
      metric: 'target_ratio',
      kind: 'mann-whitney',
      groups: ['Control', 'Drug'],
      n: [3, 1],
      statistic: null,
      p: null,
      p_holm: null,
      effect: null,
      effect_low: null,
      effect_high: null,
      reason: 'fewer-than-three',
    },
    {
      metric: 'effective_score:2',
      kind: 'mann-whitney',
      groups: ['Control', 'Drug'],
      n: [3, 3],
      statistic: 1,
      p: 0.0495,
      p_holm: 0.0991,
      effect: -0.7778,
      effect_low: -1,
      effect_high: -0.1111,
      reason: null,
    },
  ],
  warnings: [warningOf('pictures-not-independent', 'Read p with care.')],
};

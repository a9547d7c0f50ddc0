import type { Statistics } from '../../../api/types';
import { type Metric, metric } from '../../../results/metrics';
import { keyOf } from '../../../results/settings';
import type { Term } from '../../../results/terms';

/** Columns that belong together under one heading. */
export interface Section {
  name: 'counts' | 'proportion' | 'size' | 'density' | 'score';
  term: Term;
  metrics: readonly Metric[];
}

/** What the table of a prediction shows: nothing of targets where the model knows none, nothing of scale where none is known. */
export function sectionsOf(statistics: Statistics): Section[] {
  const { classes, images, k } = statistics;
  const each = (kind: Metric['kind']) => classes.map(({ name }) => metric(kind, name));
  const targets = <T>(values: T[]) => (classes.some(({ target }) => target) ? values : []);
  const scaled = <T>(values: T[]) =>
    images.some((one) => one.micrometers_per_pixel !== null) ? values : [];
  const shares = classes.length > 1 ? each('proportions') : [];
  const sections: Section[] = [
    { name: 'counts', term: 'target', metrics: each('counts') },
    {
      name: 'proportion',
      term: 'ratio',
      metrics: [...shares, ...targets([metric('target_ratio')])],
    },
    {
      name: 'size',
      term: 'size',
      metrics: [
        ...each('mean_size'),
        ...scaled(each('mean_size_um2')),
        ...targets([metric('size_ratio')]),
      ],
    },
    {
      name: 'density',
      term: 'density',
      metrics: [...each('density_per_megapixel'), ...scaled(each('density_per_mm2'))],
    },
    {
      name: 'score',
      term: 'score',
      metrics: targets([
        ...k.map((one) => metric('effective_score', keyOf(one))),
        metric('nearest_normal_px'),
      ]),
    },
  ];
  return sections.filter(({ metrics }) => metrics.length > 0);
}

import type { Statistics } from '../../../api/types';
import { type Metric, metric } from '../../../results/metrics';
import { type Section, sectionsOf } from '../../PredictionPage/StatisticsTab/columns';

/** Every number that pictures can be placed by, under its heading; the proportion of all targets before those of the classes. */
export function plottedSections(statistics: Statistics): Section[] {
  const hasTargets = statistics.classes.some(({ target }) => target);
  return sectionsOf(statistics).map((section) =>
    section.name === 'proportion' && hasTargets
      ? { ...section, metrics: [metric('target_proportion'), ...section.metrics] }
      : section,
  );
}

/** The number that the address names; the proportion of targets, or else the first density, where it names none. */
export function plottedMetric(sections: readonly Section[], name: string | null): Metric {
  const all = sections.flatMap(({ metrics }) => metrics);
  const kinds = ['target_proportion', 'density_per_megapixel'] as const;
  const usual = kinds.flatMap((kind) => all.filter((one) => one.kind === kind));
  return all.find((one) => one.name === name) ?? usual[0] ?? metric('counts');
}

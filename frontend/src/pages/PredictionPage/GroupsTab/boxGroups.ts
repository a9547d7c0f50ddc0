import type { Description, Statistics } from '../../../api/types';
import type { Box, BoxGroup } from '../../../charts/BoxPlot';
import { type Metric, valueOf } from '../../../results/metrics';
import { namedGroups } from './groupMetrics';

const LEAST_PICTURES = 3;
const WHISKER = 1.5;

/** The quartiles that the service described; whiskers to the outermost values within 1.5 times the box (Tukey). */
export function boxOf(description: Description | undefined, values: readonly number[]): Box | null {
  const { q1 = null, median = null, q3 = null } = description ?? {};
  if (q1 === null || median === null || q3 === null || values.length < LEAST_PICTURES) return null;
  const reach = WHISKER * (q3 - q1);
  const inside = values.filter((value) => value >= q1 - reach && value <= q3 + reach);
  return { least: Math.min(q1, ...inside), q1, median, q3, most: Math.max(q3, ...inside) };
}

/** One box a named group, and a point a picture that has the number. */
export function boxGroups(statistics: Statistics, metric: Metric): BoxGroup[] {
  return namedGroups(statistics).map(({ name, metrics }) => {
    const points = statistics.images.flatMap((picture) => {
      const value = picture.group === name ? valueOf(picture, metric) : null;
      if (value === null) return [];
      const { image_id: id, filename } = picture;
      const to = `/predictions/${statistics.prediction_id}/images/${id}`;
      return [{ id, name: filename, value, to }];
    });
    const values = points.map(({ value }) => value);
    return { name, box: boxOf(metrics[metric.name], values), points };
  });
}

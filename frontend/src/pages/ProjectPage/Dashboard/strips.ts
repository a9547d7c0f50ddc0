import type { PictureStatistics, Statistics } from '../../../api/types';
import type { Strip, StripPoint, StripSide } from '../../../charts/StripPlot';
import { quantile } from '../../../charts/density';
import { type Metric, valueOf } from '../../../results/metrics';
import { doubtsOf } from './filter';

interface Words {
  noGroup: string;
  /** Under a column: how many have the number, and how many lack it. */
  note: (n: number, missing: number) => string;
  /** Said of a point of either side. */
  remark: (side: 0 | 1, warned: boolean) => string | undefined;
}

interface Sides {
  shown: Statistics;
  /** The same pictures by other cells; null where nothing is compared. */
  other: Statistics | null;
  /** Those that the filter leaves, of the first side. */
  pictures: readonly PictureStatistics[];
  toOf: (imageId: string) => string;
}

/** The service's median where its group is shown whole; else that of the points that are shown. */
export function medianOf(
  { groups }: Statistics,
  group: string | null,
  metric: Metric,
  values: readonly number[],
): number | null {
  const described = groups.find(({ name }) => name === group)?.metrics[metric.name];
  if (described?.n === values.length) return described.median;
  return values.length > 0
    ? quantile(
        [...values].sort((a, b) => a - b),
        0.5,
      )
    : null;
}

/** A column a group in the service's order, pictures without a group last; columns without a picture are left out. */
export function stripsOf(
  { shown, other, pictures, toOf }: Sides,
  metric: Metric,
  words: Words,
): Strip[] {
  const second = new Map(other?.images.map((one) => [one.image_id, one]));
  const names = shown.groups.map(({ name }) => name);
  const ordered = [...names.filter((name) => name !== null), null];

  function sideOf(statistics: Statistics, group: string | null, side: 0 | 1): StripSide {
    const points = pictures.flatMap((picture): StripPoint[] => {
      const counted = side === 0 ? picture : second.get(picture.image_id);
      const value = picture.group === group && counted ? valueOf(counted, metric) : null;
      if (value === null || !counted) return [];
      const { image_id: id, filename: name } = picture;
      const doubtful = doubtsOf(counted).length > 0;
      return [{ id, name, value, to: toOf(id), doubtful, remark: words.remark(side, doubtful) }];
    });
    const values = points.map(({ value }) => value);
    return { points, median: medianOf(statistics, group, metric, values) };
  }

  return ordered.flatMap((group) => {
    const count = pictures.filter((one) => one.group === group).length;
    if (count === 0) return [];
    const first = sideOf(shown, group, 0);
    const sides = other ? [first, sideOf(other, group, 1)] : [first];
    const note = words.note(first.points.length, count - first.points.length);
    return [{ name: group ?? words.noGroup, note, sides }];
  });
}

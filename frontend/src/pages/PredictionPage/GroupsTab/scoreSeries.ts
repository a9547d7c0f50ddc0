import type { Statistics } from '../../../api/types';
import type { RangeSeries } from '../../../charts/RangeLines';
import { metric } from '../../../results/metrics';
import { keyOf } from '../../../results/settings';
import { namedGroups } from './groupMetrics';

/** The mean effective score of each group at each k, in the range of its pictures; a k that no picture has is left out. */
export function scoreSeries(statistics: Statistics): RangeSeries[] {
  return namedGroups(statistics).map(({ name, metrics }) => ({
    name,
    points: statistics.k.flatMap((k) => {
      const described = metrics[metric('effective_score', keyOf(k)).name];
      const { mean = null, least = null, most = null } = described ?? {};
      if (mean === null) return [];
      return [{ x: k, y: mean, low: least ?? mean, high: most ?? mean }];
    }),
  }));
}

import type { Statistics } from '../../../api/types';
import { type Metric, metricNamed } from '../../../results/metrics';

/** Groups that have a name; the pictures without one are compared with nothing. */
export const namedGroups = ({ groups }: Statistics) =>
  groups.flatMap((group) => (group.name === null ? [] : [{ ...group, name: group.name }]));

const OF_TARGETS = /^(target_|size_ratio|nearest_|effective_score)/;

/** What groups can be compared by, as the service described them; nothing of targets where the model knows none. */
export function groupMetrics({ groups, classes }: Statistics): Metric[] {
  const hasTargets = classes.some(({ target }) => target);
  return Object.keys(groups[0]?.metrics ?? {})
    .filter((name) => hasTargets || !OF_TARGETS.test(name))
    .map(metricNamed)
    .filter((one) => one !== null);
}

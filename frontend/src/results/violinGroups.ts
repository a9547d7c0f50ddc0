import type { Figure } from '../api/types';
import type { ViolinGroup } from '../charts/ViolinPlot';

type Violin = Pick<Figure['series'][number], 'group' | 'class' | 'n' | 'values'>;

/** The violins of a figure by group; series without a group go under `other`, or are left out where it is null. */
export function violinGroups(
  figure: { series: readonly Violin[] },
  other: string | null,
): ViolinGroup[] {
  const groups = new Map<string, ViolinGroup['byClass']>();
  for (const { group, class: name, n, values } of figure.series) {
    const title = group ?? other;
    if (title === null || name == null || !values) continue;
    groups.set(title, { ...groups.get(title), [name]: { n, values } });
  }
  return [...groups].map(([name, byClass]) => ({ name, byClass }));
}

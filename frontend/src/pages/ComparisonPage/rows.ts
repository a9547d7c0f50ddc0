import type { ComparisonRow, TrainingComparison } from '../../api/types';
import type { Series } from '../../components/LineChart/scale';
import { curvesOf, type Curves } from '../TrainingPage/curves';

type Metric = TrainingComparison['metrics'][number];
export type Estimate = Metric['new'];

/** A figure measured on the hold-out, of all cells or of one class. */
export interface Measure {
  key: string;
  name: string;
  class: string | null;
}

const keyOf = ({ name, class: of }: Metric) => (of == null ? name : `${name} ${of}`);

/** Every measure that any training has, in the order in which they come; those of all cells first. */
export function measuresOf(rows: readonly ComparisonRow[]): Measure[] {
  const metrics = rows.flatMap(({ comparison }) => comparison?.metrics ?? []);
  const measures = new Map(
    metrics.map((one) => [
      keyOf(one),
      { key: keyOf(one), name: one.name, class: one.class ?? null },
    ]),
  );
  const list = [...measures.values()];
  return [...list.filter((one) => one.class === null), ...list.filter((one) => one.class !== null)];
}

/** What the training's version reached; undefined before it is measured. */
export const estimateOf = (row: ComparisonRow, measure: Measure): Estimate | undefined =>
  row.comparison?.metrics.find((one) => keyOf(one) === measure.key)?.new;

/** Parameters of the version's networks together; null where its package does not say. */
export function parametersOf({ metrics }: ComparisonRow): number | null {
  const count = metrics?.['parameters'];
  return typeof count === 'number' ? count : null;
}

/** A curve that several trainings have. */
export interface Curve {
  key: string;
  network: string;
  name: string;
  across: Curves['across'];
  isLoss: boolean;
  /** One a training, by its place in the table. */
  series: ReadonlyMap<number, Series['points']>;
}

const namedOf = ({ losses, scores }: Curves) => [
  ...scores.map((one) => ({ one, isLoss: false })),
  ...losses.map((one) => ({ one, isLoss: true })),
];

function curvesOfRow(row: ComparisonRow, place: number): Curve[] {
  return curvesOf(row.history).flatMap((curves) =>
    namedOf(curves).map(({ one, isLoss }) => ({
      key: `${curves.network} ${one.name}`,
      network: curves.network,
      name: one.name,
      across: curves.across,
      isLoss,
      series: new Map([[place, one.points]]),
    })),
  );
}

/** The curves of all trainings by what they show, scores before losses. */
export function curvesByName(rows: readonly ComparisonRow[]): Curve[] {
  const gathered = new Map<string, Curve>();
  for (const curve of rows.flatMap(curvesOfRow)) {
    const before = gathered.get(curve.key)?.series ?? [];
    gathered.set(curve.key, { ...curve, series: new Map([...before, ...curve.series]) });
  }
  const curves = [...gathered.values()];
  return [...curves.filter((one) => !one.isLoss), ...curves.filter((one) => one.isLoss)];
}

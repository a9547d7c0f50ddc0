import type { Training } from '../../api/types';
import type { Series } from '../../components/LineChart/scale';

type Row = Training['history'][number];

export interface Curves {
  network: string;
  across: 'epoch' | 'step';
  losses: Series[];
  /** Measures between 0 and 1, the higher the better. */
  scores: Series[];
}

/** Numbers that say when, not how well. */
const CLOCK: ReadonlySet<string> = new Set([
  'network',
  'step',
  'steps',
  'epoch',
  'epochs',
  'seconds',
  'rate',
  'eta',
]);

const acrossOf = (rows: readonly Row[]): Curves['across'] =>
  rows.some((row) => typeof row['epoch'] === 'number') ? 'epoch' : 'step';

function seriesOf(rows: readonly Row[], across: Curves['across'], name: string): Series {
  const points = rows.flatMap((row, place) => {
    const y = row[name];
    const x = row[across];
    return typeof y === 'number' ? [{ x: typeof x === 'number' ? x : place, y }] : [];
  });
  return { name, points };
}

function namesOf(rows: readonly Row[]): string[] {
  const named = rows.flatMap((row) =>
    Object.keys(row).filter((name) => !CLOCK.has(name) && typeof row[name] === 'number'),
  );
  return [...new Set(named)];
}

/** The points of a training, one set of curves a network, in the order in which the networks began. */
export function curvesOf(history: readonly Row[]): Curves[] {
  const networks = [...new Set(history.map((row) => String(row['network'])))];
  return networks.map((network) => {
    const rows = history.filter((row) => row['network'] === network);
    const across = acrossOf(rows);
    const all = namesOf(rows).map((name) => seriesOf(rows, across, name));
    const isLoss = ({ name }: Series) => name.includes('loss');
    return {
      network,
      across,
      losses: all.filter(isLoss),
      scores: all.filter((one) => !isLoss(one) && one.points.every(({ y }) => y >= 0 && y <= 1)),
    };
  });
}

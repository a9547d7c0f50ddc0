import type { Numbers } from '../../charts/numbers';
import type { Series } from './scale';

/** A row for every place along the bottom, a column a curve; null where a curve has no point there. */
export function numbersOf(across: string, series: readonly Series[]): Numbers {
  const places = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))];
  const columns = series.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  return {
    head: [across, ...series.map(({ name }) => name)],
    rows: places
      .sort((a, b) => a - b)
      .map((x) => [x, ...columns.map((column) => column.get(x) ?? null)]),
  };
}

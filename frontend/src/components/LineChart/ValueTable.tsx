import { useTranslation } from 'react-i18next';
import { ChartValues } from '../../charts/ChartValues';
import type { Numbers } from '../../charts/numbers';
import { formatNumber } from '../../lib/format';
import { thinned } from './scale';

const MOST_ROWS = 25;

/** The same values for those who read rather than look; evenly thinned where there are many. */
export function ValueTable({ head, rows }: Numbers) {
  const { i18n } = useTranslation();
  const words = (value: string | number | null) =>
    typeof value === 'number' ? formatNumber(value, i18n.language, 4) : '–';
  const written = thinned(rows, MOST_ROWS).map((row) => ({
    key: String(row[0]),
    cells: row.map(words),
  }));
  return <ChartValues head={head} rows={written} />;
}

import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import { TableFrame } from '../TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { type Series, thinned } from './scale';
import styles from './LineChart.module.css';

const MOST_ROWS = 25;

/** The same values for those who read rather than look; evenly thinned where there are many. */
export function ValueTable({ across, series }: { across: string; series: readonly Series[] }) {
  const { t, i18n } = useTranslation();
  const places = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))];
  const rows = thinned(
    places.sort((a, b) => a - b),
    MOST_ROWS,
  );
  const valueAt = (one: Series, x: number) => one.points.find((point) => point.x === x)?.y;
  const words = (value: number | undefined) =>
    value === undefined ? '–' : formatNumber(value, i18n.language, 4);
  return (
    <details className={styles['values']}>
      <summary>{t('trainings.asTable')}</summary>
      <TableFrame>
        <table className={tables['table']}>
          <thead>
            <tr>
              <th scope="col">{across}</th>
              {series.map(({ name }) => (
                <th scope="col" key={name} className={tables['right']}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((x) => (
              <tr key={x}>
                <td className="number">{formatNumber(x, i18n.language)}</td>
                {series.map((one) => (
                  <td key={one.name} className={tables['right']}>
                    {words(valueAt(one, x))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </details>
  );
}

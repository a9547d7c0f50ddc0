import { useTranslation } from 'react-i18next';
import type { TrainingComparison } from '../../api/types';
import { LineChart } from '../../components/LineChart/LineChart';
import type { Range } from '../../components/LineChart/scale';
import { formatNumber } from '../../lib/format';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { calibrationOf, type Mistaken, type Pair, pairsOf } from './confusion';
import { Interval } from './Interval';
import styles from './TrainingPage.module.css';

const SHARES: Range = [0, 1];

function Share({ cell }: { cell: Mistaken | undefined }) {
  const { i18n } = useTranslation();
  if (cell?.share.value == null) return '–';
  return (
    <>
      <b>{formatNumber(cell.share.value, i18n.language, 3)}</b> ({cell.cells})
      <Interval of={cell.share} />
    </>
  );
}

function ConfusionTable({ pairs }: { pairs: readonly Pair[] }) {
  const { t } = useTranslation();
  return (
    <TableFrame>
      <table className={tables['table']}>
        <caption className="visually-hidden">{t('trainings.confusion')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('trainings.trueClass')}</th>
            <th scope="col">{t('trainings.named')}</th>
            <th scope="col" className={tables['right']}>
              {t('trainings.old')}
            </th>
            <th scope="col" className={tables['right']}>
              {t('trainings.new')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={JSON.stringify([pair.true, pair.named])} data-testid="confusion">
              <th scope="row">{pair.true}</th>
              <td>{pair.named}</td>
              <td className={tables['right']}>
                <Share cell={pair.old} />
              </td>
              <td className={tables['right']}>
                <Share cell={pair.new} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** Which class is taken for which, and what scores mean, for the old and the new version. */
export function Details({ comparison }: { comparison: TrainingComparison }) {
  const { t } = useTranslation();
  const pairs = pairsOf(comparison);
  const series = calibrationOf(comparison);
  return (
    <>
      {pairs.length > 0 && (
        <section className={styles['section']}>
          <h3>{t('trainings.confusion')}</h3>
          <p className="quiet">{t('trainings.confusionHint')}</p>
          <ConfusionTable pairs={pairs} />
        </section>
      )}
      {series.length > 0 && (
        <section className={styles['section']}>
          <h3>{t('trainings.calibration')}</h3>
          <p className="quiet">{t('trainings.calibrationHint')}</p>
          <LineChart
            title={t('trainings.calibration')}
            name="calibration"
            across={t('trainings.calibrationAcross')}
            series={series}
            range={SHARES}
          />
        </section>
      )}
    </>
  );
}

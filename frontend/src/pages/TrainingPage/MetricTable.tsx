import { useTranslation } from 'react-i18next';
import type { TrainingComparison } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { formatNumber } from '../../lib/format';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { type Estimate, Interval } from './Interval';
import { useFigureName } from './useFigureName';
import styles from './TrainingPage.module.css';

type Metric = TrainingComparison['metrics'][number];

const verdictTone = {
  better: 'good',
  worse: 'bad',
  'not-distinguishable': 'plain',
} as const;

function Value({ estimate, signed = false }: ValueProps) {
  const { i18n } = useTranslation();
  const { value } = estimate;
  if (value === null) return '–';
  const words = (one: number) => formatNumber(one, i18n.language, 3);
  return (
    <>
      <b>{signed && value > 0 ? `+${words(value)}` : words(value)}</b>
      <Interval of={estimate} />
    </>
  );
}

interface ValueProps {
  estimate: Estimate;
  signed?: boolean;
}

function MetricRow({ metric }: { metric: Metric }) {
  const { t } = useTranslation();
  const nameOf = useFigureName();
  return (
    <tr data-testid="metric" data-verdict={metric.verdict}>
      <th scope="row" className={styles['measure']}>
        {nameOf(metric.name)}
        {metric.class != null && <span className="quiet"> {metric.class}</span>}
      </th>
      <td className={tables['right']}>
        <Value estimate={metric.old} />
      </td>
      <td className={tables['right']}>
        <Value estimate={metric.new} />
      </td>
      <td className={tables['right']}>
        <Value estimate={metric.difference} signed />
      </td>
      <td>
        {metric.difference.low === null ? (
          '–'
        ) : (
          <Badge tone={verdictTone[metric.verdict]}>
            {t(`trainings.verdict.${metric.verdict}`)}
          </Badge>
        )}
      </td>
    </tr>
  );
}

/** Every measure of the old and the new version on the same hold-out, with 95 % intervals and a verdict. */
export function MetricTable({ comparison }: { comparison: TrainingComparison }) {
  const { t } = useTranslation();
  return (
    <TableFrame>
      <table className={tables['table']}>
        <caption className="visually-hidden">{t('trainings.compared')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('models.measured')}</th>
            <th scope="col" className={tables['right']}>
              {t('trainings.old')} <code>{comparison.old}</code>
            </th>
            <th scope="col" className={tables['right']}>
              {t('trainings.new')} <code>{comparison.new}</code>
            </th>
            <th scope="col" className={tables['right']}>
              {t('trainings.difference')}
            </th>
            <th scope="col">{t('trainings.verdictHead')}</th>
          </tr>
        </thead>
        <tbody>
          {comparison.metrics.map((metric) => (
            <MetricRow key={`${metric.name} ${metric.class ?? ''}`} metric={metric} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

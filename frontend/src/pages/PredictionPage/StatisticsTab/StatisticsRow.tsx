import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CellClass, PictureStatistics } from '../../../api/types';
import { type Metric, valueOf } from '../../../results/metrics';
import { useMetricWords } from '../../../results/useMetricWords';
import { Value } from '../../../results/Value';
import tables from '../../../theme/table.module.css';
import { WarningMark } from '../WarningMark';
import type { Section } from './columns';
import styles from '../../../results/Results.module.css';

interface Props {
  /** Its place in the table, whose head has two rows. */
  rowIndex: number;
  predictionId: string;
  picture: PictureStatistics;
  /** The same picture by its predicted cells, where corrected ones are shown. */
  before: PictureStatistics | null;
  sections: readonly Section[];
  classes: readonly CellClass[];
}

/** The predicted count under the corrected one. */
function Before({ picture, metric }: { picture: PictureStatistics | null; metric: Metric }) {
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const value = picture && metric.kind === 'counts' ? valueOf(picture, metric) : null;
  if (value === null) return null;
  return (
    <span className={styles['other']}>
      {t('statistics.predictedCount', { number: write('counts', value) })}
    </span>
  );
}

export function StatisticsRow(props: Props) {
  const { rowIndex, predictionId, picture, before, sections, classes } = props;
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const { image_id: id, filename, group, state, warnings } = picture;
  return (
    <tr aria-rowindex={rowIndex} data-testid="statistics-row" data-image={id} data-state={state}>
      <th scope="row" className={styles['first']}>
        <Link to={`/predictions/${predictionId}/images/${id}`} title={filename}>
          {filename}
        </Link>{' '}
        <WarningMark warnings={warnings} />
        {state === 'failed' && <span className={styles['failed']}> {t('result.failed')}</span>}
      </th>
      <td>{group ?? '–'}</td>
      {sections.map(({ metrics }) =>
        metrics.map((metric, place) => (
          <td
            key={metric.name}
            className={`${tables['right']} ${place === 0 ? styles['begins'] : ''}`}
          >
            <Value
              picture={picture}
              metric={metric}
              classes={classes}
              words={(value) => write(metric.kind, value)}
            />
            <Before picture={before} metric={metric} />
          </td>
        )),
      )}
    </tr>
  );
}

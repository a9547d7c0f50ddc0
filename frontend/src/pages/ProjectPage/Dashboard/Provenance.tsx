import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePrediction } from '../../../api/queries/predictions';
import type { PredictionSummary, Statistics } from '../../../api/types';
import { Notice } from '../../../components/Notice/Notice';
import { formatNumber } from '../../../lib/format';
import { FailedPictures } from '../../PredictionPage/FailedPictures';
import { LabelsNotice } from '../../PredictionPage/LabelsNotice';
import { type LabelledMap, doubtsOf, reviewOf } from './filter';
import type { Second } from './secondSide';
import styles from './Dashboard.module.css';

interface Props {
  prediction: PredictionSummary;
  statistics: Statistics;
  labelled: LabelledMap;
  second: Second | null;
}

function Facts({ statistics: { images }, labelled }: Pick<Props, 'statistics' | 'labelled'>) {
  const { t, i18n } = useTranslation();
  const reviews = images.map((one) => reviewOf(one, labelled));
  const facts = [
    ['pictures', images.length],
    ['failed', images.filter(({ state }) => state === 'failed').length],
    ['warned', images.filter((one) => doubtsOf(one).length > 0).length],
    ['labelled', reviews.filter((state) => state !== 'none').length],
    ['accepted', reviews.filter((state) => state === 'accepted').length],
  ] as const;
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, count]) => (
        <div key={name}>
          <dt>{t(`dashboard.fact.${name}`)}</dt>
          <dd className="number" data-testid={`fact-${name}`}>
            {formatNumber(count, i18n.language)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the numbers rest on, what went wrong, and the ways onward. */
export function Provenance({ prediction, statistics, labelled, second }: Props) {
  const { t } = useTranslation();
  const { id, state } = prediction;
  const failed = statistics.images.some((one) => one.state === 'failed');
  const whole = usePrediction(id, failed);
  const address = `/predictions/${id}`;
  const against = second && (second.against === 'current' ? '' : `&with=${second.against}`);
  return (
    <>
      {state === 'failed' && <Notice tone="bad">{t('dashboard.failed')}</Notice>}
      {state === 'cancelled' && <Notice tone="warn">{t('result.cancelled')}</Notice>}
      {failed && <FailedPictures pictures={whole.data?.images ?? []} />}
      {statistics.labels === 'current' && <LabelsNotice statistics={statistics} />}
      <div className={styles['head']}>
        <Facts statistics={statistics} labelled={labelled} />
        <nav className={styles['ways']} aria-label={t('dashboard.onward')}>
          <Link to={address}>{t('dashboard.toResult')}</Link>
          <Link to={`${address}?tab=groups`}>{t('dashboard.toGroups')}</Link>
          {against !== null && (
            <Link to={`${address}?tab=differences${against}`}>{t('dashboard.toDifferences')}</Link>
          )}
          <Link to={`${address}?tab=download`}>{t('statistics.tab.download')}</Link>
        </nav>
      </div>
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../api/types';
import type { MetricKind } from '../../../results/metrics';
import { GroupBoxPlot } from './GroupBoxPlot';
import { groupMetrics } from './groupMetrics';
import { ScoreLines } from './ScoreLines';
import { SizeViolins } from './SizeViolins';
import styles from '../../../results/Results.module.css';

const ofTargets: readonly MetricKind[] = [
  'target_proportion',
  'target_ratio',
  'size_ratio',
  'nearest_normal_px',
];

/** The figures of the groups. */
export function GroupCharts({ statistics }: { statistics: Statistics }) {
  const { t } = useTranslation();
  const metrics = groupMetrics(statistics);
  // The proportion first: it is there even where a picture has no normal cell.
  const targets = ofTargets.flatMap((kind) => metrics.filter((one) => one.kind === kind));
  const densities = metrics.filter(({ kind }) => kind === 'density_per_megapixel').reverse();
  return (
    <section className={styles['section']}>
      <h2>{t('statistics.figures')}</h2>
      <div className={styles['charts']}>
        {targets.length > 0 && (
          <GroupBoxPlot name="target" term="ratio" metrics={targets} statistics={statistics} />
        )}
        <SizeViolins statistics={statistics} />
        {targets.length > 0 && <ScoreLines statistics={statistics} />}
        <GroupBoxPlot name="density" term="density" metrics={densities} statistics={statistics} />
      </div>
    </section>
  );
}

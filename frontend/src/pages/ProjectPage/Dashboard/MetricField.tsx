import { useTranslation } from 'react-i18next';
import type { Metric } from '../../../results/metrics';
import { useMetricWords } from '../../../results/useMetricWords';
import results from '../../../results/Results.module.css';
import type { Section } from '../../PredictionPage/StatisticsTab/columns';

interface Props {
  sections: readonly Section[];
  metric: Metric;
  onMetric: (name: string) => void;
}

/** The number that points are placed by. */
export function MetricField({ sections, metric, onMetric }: Props) {
  const { t } = useTranslation();
  const { nameOf } = useMetricWords();
  return (
    <label className={results['pick']}>
      {t('statistics.show')}
      <select
        value={metric.name}
        onChange={(event) => onMetric(event.target.value)}
        data-testid="dashboard-metric"
      >
        {sections.map(({ name, metrics }) => (
          <optgroup key={name} label={t(`statistics.section.${name}`)}>
            {metrics.map((one) => (
              <option key={one.name} value={one.name}>
                {nameOf(one)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../lib/format';
import { type Metric, metricNamed, type MetricKind } from './metrics';
import { formatValue } from './numbers';

const shares: readonly MetricKind[] = ['proportions', 'target_proportion'];

/** The names of metrics and the way their numbers are written, in the reader's language. */
export function useMetricWords() {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const nameOf = ({ kind, of }: Metric) => t(`statistics.metric.${kind}`, { of });
  return {
    nameOf,
    /** A metric that this page does not know keeps the API's name. */
    nameOfName: (name: string) => {
      const known = metricNamed(name);
      return known ? nameOf(known) : name;
    },
    write: (kind: MetricKind, value: number) => {
      if (shares.includes(kind)) return formatPercent(value, language, 2);
      if (kind === 'mean_size') return formatPercent(value, language, 3);
      if (kind === 'counts') return formatNumber(value, language);
      return formatValue(value, language);
    },
  };
}

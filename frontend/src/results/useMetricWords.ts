import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../lib/format';
import { type Metric, metricNamed, type MetricKind } from './metrics';
import { formatValue } from './numbers';

/** Written with the class name alone under a heading of their own. */
const bare: readonly MetricKind[] = ['counts', 'proportions', 'mean_size'];
const shares: readonly MetricKind[] = ['proportions', 'target_proportion'];

/** Whether a number is written in percent. */
export const isPercent = (kind: MetricKind): boolean =>
  kind === 'mean_size' || shares.includes(kind);

/** The names of metrics and the way their numbers are written, in the reader's language. */
export function useMetricWords() {
  const { t, i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  const nameOf = ({ kind, of }: Metric) => t(`statistics.metric.${kind}`, { of });
  return {
    nameOf,
    /** Under a heading that says what is measured: the class or the k alone. */
    shortOf: (metric: Metric) => {
      const { kind, of } = metric;
      if (bare.includes(kind)) return of;
      if (kind === 'effective_score') return `k = ${of}`;
      if (kind === 'mean_size_um2') return `${of} (µm²)`;
      if (kind === 'density_per_megapixel') return t('statistics.perMegapixel', { of });
      if (kind === 'density_per_mm2') return t('statistics.perSquareMillimetre', { of });
      return nameOf(metric);
    },
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

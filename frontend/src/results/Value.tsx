import { useTranslation } from 'react-i18next';
import type { CellClass, PictureStatistics } from '../api/types';
import { type Metric, valueOf, whyMissing } from './metrics';

/** A dash that says why there is no number, to the eye in a tooltip and to a screen reader in words. */
export function Missing({ reason }: { reason: string }) {
  return (
    <span className="quiet" title={reason} data-testid="missing">
      –<span className="visually-hidden"> {reason}</span>
    </span>
  );
}

interface Props {
  picture: PictureStatistics;
  metric: Metric;
  classes: readonly CellClass[];
  words: (value: number) => string;
}

/** One number of one picture, with all its digits for whoever copies or tests it. */
export function Value({ picture, metric, classes, words }: Props) {
  const { t } = useTranslation();
  const value = valueOf(picture, metric);
  if (value === null) {
    return <Missing reason={t(`statistics.missing.${whyMissing(picture, metric, classes)}`)} />;
  }
  return (
    <data value={value} data-metric={metric.name}>
      {words(value)}
    </data>
  );
}

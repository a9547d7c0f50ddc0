import { useTranslation } from 'react-i18next';
import type { TrainingComparison } from '../../api/types';
import { formatNumber } from '../../lib/format';
import styles from './TrainingPage.module.css';

export type Estimate = TrainingComparison['metrics'][number]['old'];

/** From where to where a figure may lie, in small; nothing where it is not known. */
export function Interval({ of: { low, high } }: { of: Estimate }) {
  const { i18n } = useTranslation();
  if (low === null || high === null) return null;
  const words = (one: number) => formatNumber(one, i18n.language, 3);
  return (
    <small className={styles['interval']}>
      {words(low)} … {words(high)}
    </small>
  );
}

import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PredictionWarning } from '../../api/types';
import { useWarningWords } from '../../components/WarningList/useWarningWords';
import styles from './PredictionPage.module.css';

/** A sign where the number is, that what it counts is not quite what it seems; nothing without warnings. */
export function WarningMark({ warnings }: { warnings: readonly PredictionWarning[] }) {
  const { t } = useTranslation();
  const words = useWarningWords();
  if (warnings.length === 0) return null;
  const text = warnings.map(words).join('\n');
  return (
    <span className={styles['warned']} title={text} data-testid="warning-mark">
      <TriangleAlert size={15} aria-hidden />
      <span className="visually-hidden">
        {t('result.warnings', { count: warnings.length })}: {text}
      </span>
    </span>
  );
}

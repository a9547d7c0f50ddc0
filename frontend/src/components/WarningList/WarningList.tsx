import { useTranslation } from 'react-i18next';
import { en } from '../../i18n/en';
import type { WarningGroup } from '../../lib/summary';
import { Notice } from '../Notice/Notice';
import { useWarningWords } from './useWarningWords';
import styles from './WarningList.module.css';

/** Those that only say what was done to the picture; the rest put the count itself in doubt. */
const HARMLESS: ReadonlySet<string> = new Set(['seam-merged', ...Object.keys(en.notes)]);

/** Every warning in words. Nothing is folded away: a count that is not what it seems must say so. */
export function WarningList({ warnings }: { warnings: readonly WarningGroup[] }) {
  const { t } = useTranslation();
  const words = useWarningWords();
  return (
    <ul className={styles['list']} aria-label={t('result.warnings', { count: warnings.length })}>
      {warnings.map((warning) => {
        const text = words(warning.code, warning.message);
        const count = warning.imageIds.length;
        return (
          <li key={warning.code} data-testid={`warning-${warning.code}`}>
            <Notice tone={HARMLESS.has(warning.code) ? 'info' : 'warn'}>
              {count > 1 ? t('result.warningsFor', { text, count }) : text}
            </Notice>
          </li>
        );
      })}
    </ul>
  );
}

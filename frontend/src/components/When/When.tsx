import { useTranslation } from 'react-i18next';
import { formatWhen } from '../../lib/format';
import styles from './When.module.css';

/** A day and a time of day in the reader's language, on one line however narrow its column is. */
export function When({ at }: { at: string }) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} className={styles['when']}>
      {formatWhen(at, i18n.language)}
    </time>
  );
}

import { useTranslation } from 'react-i18next';
import { whenParts } from '../../lib/format';
import styles from './When.module.css';

/** A day and a time of day in the reader's language; in a narrow column each on a line of its own, and never on more. */
export function When({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const [day, time] = whenParts(at, i18n.language);
  return (
    <time dateTime={at} className={styles['when']}>
      <span>{day}</span> <span>{time}</span>
    </time>
  );
}

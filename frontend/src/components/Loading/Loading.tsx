import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './Loading.module.css';

/** Comes up only after a moment, so that fast answers do not flicker. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles['loading']} role="status" data-testid="loading">
      <LoaderCircle size={20} aria-hidden className={styles['spin']} />
      {t('app.loading')}
    </div>
  );
}

import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './ViewerPage.module.css';

interface Props {
  back: string;
  title: string;
  /** Shown at the pointer, where that is not the title. */
  name?: string;
}

/** What every bar over a picture begins with: the way back, what is shown, and what it may be used for. */
export function BarStart({ back, title, name = title }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Link
        to={back}
        className={styles['iconLink']}
        aria-label={t('action.back')}
        title={t('action.back')}
      >
        <ArrowLeft size={19} aria-hidden />
      </Link>
      <h1 title={name}>{title}</h1>
      <span className={styles['use']}>{t('app.researchUseShort')}</span>
    </>
  );
}

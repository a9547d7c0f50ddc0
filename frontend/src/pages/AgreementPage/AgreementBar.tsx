import { ArrowLeft, Keyboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { IconButton } from '../../components/IconButton/IconButton';
import styles from '../ViewerPage/ViewerPage.module.css';

interface Props {
  name: string;
  back: string;
  onHelp: () => void;
}

export function AgreementBar({ name, back, onHelp }: Props) {
  const { t } = useTranslation();
  return (
    <header className={styles['bar']}>
      <Link
        to={back}
        className={styles['iconLink']}
        aria-label={t('action.back')}
        title={t('action.back')}
      >
        <ArrowLeft size={19} aria-hidden />
      </Link>
      <h1 title={name}>
        {t('agreement.title')}: {name}
      </h1>
      <span className={styles['use']}>{t('app.researchUseShort')}</span>
      <IconButton label={t('viewer.help')} onClick={onHelp}>
        <Keyboard size={18} aria-hidden />
      </IconButton>
    </header>
  );
}

import { Keyboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/IconButton/IconButton';
import { BarStart } from '../ViewerPage/BarStart';
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
      <BarStart back={back} title={`${t('agreement.title')}: ${name}`} name={name} />
      <IconButton label={t('viewer.help')} onClick={onHelp}>
        <Keyboard size={18} aria-hidden />
      </IconButton>
    </header>
  );
}

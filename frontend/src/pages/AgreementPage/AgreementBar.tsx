import { useTranslation } from 'react-i18next';
import { BarStart } from '../ViewerPage/BarStart';
import { HelpButton } from '../ViewerPage/HelpButton';
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
      <HelpButton onHelp={onHelp} />
    </header>
  );
}

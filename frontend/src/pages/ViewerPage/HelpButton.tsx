import { Keyboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/IconButton/IconButton';

/** Opens the list of keys. */
export function HelpButton({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  return (
    <IconButton label={t('viewer.help')} onClick={onHelp}>
      <Keyboard size={18} aria-hidden />
    </IconButton>
  );
}

import { useTranslation } from 'react-i18next';
import { en } from '../../i18n/en';

const isKnown = (code: string): code is keyof typeof en.warning => code in en.warning;

/** Words for a warning: ours where the reader's language is not the service's, which writes English with exact figures. */
export function useWarningWords(): (code: string, message: string) => string {
  const { t, i18n } = useTranslation();
  return (code, message) =>
    i18n.resolvedLanguage !== 'en' && isKnown(code) ? t(`warning.${code}`) : message;
}

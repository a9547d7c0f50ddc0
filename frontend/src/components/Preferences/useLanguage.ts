import { useTranslation } from 'react-i18next';
import { useSession, useUpdateMe } from '../../api/queries/session';
import { isLanguage, type Language } from '../../i18n';

/** The language in use; a change is remembered in this browser and, when signed in, with the user. */
export function useLanguage(): { language: Language; change: (language: Language) => void } {
  const { i18n } = useTranslation();
  const session = useSession();
  const update = useUpdateMe();
  const current = i18n.resolvedLanguage;
  const change = (language: Language) => {
    void i18n.changeLanguage(language);
    if (session.data) update.mutate({ language });
  };
  return { language: isLanguage(current) ? current : 'en', change };
}

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The title of the browser's tab while a page is open. */
export function useTabTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
}

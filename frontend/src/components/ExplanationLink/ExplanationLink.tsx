import { useTranslation } from 'react-i18next';

/** Leads to the page that says what an error or a warning means and what to do; nothing where there is none. */
export function ExplanationLink({ page }: { page: string | null }) {
  const { t } = useTranslation();
  if (page === null) return null;
  return (
    <a href={page} target="_blank" rel="noreferrer">
      {t('error.more')}
    </a>
  );
}

import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../components/EmptyState/EmptyState';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<Compass size={40} />}
      title={t('error.notFound')}
      hint={t('error.notFoundDetail')}
    >
      <Link to="/">{t('error.home')}</Link>
    </EmptyState>
  );
}

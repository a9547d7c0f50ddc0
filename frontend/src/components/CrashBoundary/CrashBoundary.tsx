import { Bug } from 'lucide-react';
import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button/Button';
import { EmptyState } from '../EmptyState/EmptyState';

function Crashed() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState icon={<Bug size={40} />} title={t('error.title')} hint={t('error.page')}>
        <Button look="primary" onClick={() => location.reload()}>
          {t('error.reload')}
        </Button>
      </EmptyState>
    </div>
  );
}

/** A page that breaks says so and can be reloaded, instead of leaving a white screen. */
export function CrashBoundary({ children }: { children: ReactNode }) {
  return <ErrorBoundary FallbackComponent={Crashed}>{children}</ErrorBoundary>;
}

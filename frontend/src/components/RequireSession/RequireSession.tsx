import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../../api/queries/session';
import { Button } from '../Button/Button';
import { Loading } from '../Loading/Loading';
import { ProblemNotice } from '../ProblemNotice/ProblemNotice';
import styles from './RequireSession.module.css';

/** Pages inside need someone signed in; whoever is not goes to sign in and comes back to the same address. */
export function RequireSession() {
  const { t } = useTranslation();
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.data) return <Outlet />;
  if (session.data === null) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  if (session.error === null) return <Loading />;
  const retry = <Button onClick={() => void session.refetch()}>{t('action.retry')}</Button>;
  return (
    <main className={styles['away']}>
      <ProblemNotice error={session.error} action={retry} />
    </main>
  );
}

import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { useSession } from '../../api/queries/session';
import { Logo } from '../../components/Logo/Logo';
import { Notice } from '../../components/Notice/Notice';
import { Preferences } from '../../components/Preferences/Preferences';
import { CellField } from './CellField';
import { safeNext } from './safeNext';
import { SignInForm } from './SignInForm';
import styles from './SignInPage.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  const session = useSession();
  const [parameters] = useSearchParams();
  const next = parameters.get('next');
  if (session.data) return <Navigate to={safeNext(next)} replace />;
  return (
    <div className={styles['page']}>
      <aside className={styles['picture']} aria-hidden>
        <CellField />
        <p className={styles['pitch']}>{t('signIn.pitch')}</p>
      </aside>
      <main className={styles['side']}>
        <div className={styles['top']}>
          <Preferences />
        </div>
        <div className={styles['form']}>
          <header className={styles['brand']}>
            <Logo size={40} />
            <div>
              <h1>{t('app.name')}</h1>
              <p className="quiet">{t('app.tagline')}</p>
            </div>
          </header>
          {next !== null && <Notice tone="info">{t('signIn.ended')}</Notice>}
          <SignInForm />
        </div>
        <p className={styles['use']}>{t('app.researchUse')}</p>
      </main>
    </div>
  );
}

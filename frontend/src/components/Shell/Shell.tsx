import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet } from 'react-router';
import { useSignOut } from '../../api/queries/session';
import { guide } from '../../lib/explanation';
import { CrashBoundary } from '../CrashBoundary/CrashBoundary';
import { IconButton } from '../IconButton/IconButton';
import { JobIndicator } from '../JobIndicator/JobIndicator';
import { Logo } from '../Logo/Logo';
import { OfflineNotice } from '../OfflineNotice/OfflineNotice';
import { Preferences } from '../Preferences/Preferences';
import { UploadPanel } from '../UploadPanel/UploadPanel';
import styles from './Shell.module.css';

function TopBar() {
  const { t } = useTranslation();
  const signOut = useSignOut();
  return (
    <header className={styles['bar']}>
      <Link to="/" className={styles['brand']}>
        <Logo />
        <span>{t('app.name')}</span>
      </Link>
      <nav aria-label={t('nav.main')} className={styles['nav']}>
        <NavLink to="/" end>
          {t('nav.projects')}
        </NavLink>
        <NavLink to="/jobs">
          {t('nav.jobs')}
          <JobIndicator />
        </NavLink>
        <NavLink to="/models">{t('nav.models')}</NavLink>
        <NavLink to="/settings">{t('nav.settings')}</NavLink>
      </nav>
      <span className={styles['use']}>{t('app.researchUseShort')}</span>
      <Preferences />
      <IconButton label={t('nav.signOut')} onClick={() => signOut.mutate()}>
        <LogOut size={18} aria-hidden />
      </IconButton>
    </header>
  );
}

/** What surrounds every page but the viewer and sign-in. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <div className={styles['shell']}>
      <a href="#content" className={styles['skip']}>
        {t('app.skip')}
      </a>
      <TopBar />
      <OfflineNotice />
      <main id="content" className={styles['content']} tabIndex={-1}>
        <CrashBoundary>
          <Outlet />
        </CrashBoundary>
      </main>
      <footer className={styles['foot']}>
        <span>{t('app.researchUse')}</span>{' '}
        <a href={guide()} target="_blank" rel="noreferrer">
          {t('app.guide')}
        </a>
      </footer>
      <UploadPanel />
    </div>
  );
}

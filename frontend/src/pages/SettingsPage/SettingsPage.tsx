import { useTranslation } from 'react-i18next';
import { useService } from '../../api/queries/service';
import { useSession } from '../../api/queries/session';
import { apiBase } from '../../api/client';
import { PageHead } from '../../components/PageHead/PageHead';
import { guide } from '../../lib/explanation';
import { Account } from './Account';
import { Keys } from './Keys';
import { Users } from './Users';
import styles from './SettingsPage.module.css';

function About() {
  const { t } = useTranslation();
  const service = useService();
  return (
    <section className={styles['section']}>
      <h2>{t('settings.about')}</h2>
      <p>
        {t('app.name')} {service.data && t('settings.version', { version: service.data.version })}
      </p>
      <p>{t('app.researchUse')}</p>
      <p>
        <a href={guide()} target="_blank" rel="noreferrer">
          {t('app.guide')}
        </a>
      </p>
      <p>
        <a href={`${apiBase}/api/v1/docs`}>{t('settings.api')}</a>
      </p>
    </section>
  );
}

export function SettingsPage() {
  const { t } = useTranslation();
  const user = useSession().data;
  if (!user) return null;
  return (
    <>
      <PageHead title={t('settings.title')} />
      <div className={styles['page']}>
        <Account user={user} />
        <Keys />
        {user.role === 'admin' && <Users me={user} />}
        <About />
      </div>
    </>
  );
}

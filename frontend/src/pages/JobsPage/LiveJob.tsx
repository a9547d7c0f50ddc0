import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useJob } from '../../api/queries/jobs';
import type { Job } from '../../api/types';
import { JobProgress } from '../../components/JobProgress/JobProgress';
import { formatWhen } from '../../lib/format';
import styles from './JobsPage.module.css';

/** A job that waits or runs, followed live. */
export function LiveJob({ job, path }: { job: Job; path: string | null }) {
  const { t, i18n } = useTranslation();
  const live = useJob(job.id);
  return (
    <section className={styles['job']}>
      <h2>
        {t(`jobs.kind.${job.kind}`)}
        <span className="quiet"> {formatWhen(job.created_at, i18n.language)}</span>
        {path !== null && <Link to={path}>{t('jobs.open')}</Link>}
      </h2>
      <JobProgress job={live.data ?? job} />
    </section>
  );
}

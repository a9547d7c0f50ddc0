import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useJob } from '../../api/queries/jobs';
import type { Job } from '../../api/types';
import { JobProgress } from '../../components/JobProgress/JobProgress';
import { When } from '../../components/When/When';
import styles from './JobsPage.module.css';

/** A job that waits or runs, followed live. */
export function LiveJob({ job, path }: { job: Job; path: string | null }) {
  const { t } = useTranslation();
  const live = useJob(job.id);
  return (
    <section className={styles['job']}>
      <h2>
        {t(`jobs.kind.${job.kind}`)}
        <span className="quiet">
          {' '}
          <When at={job.created_at} />
        </span>
        {path !== null && <Link to={path}>{t('jobs.open')}</Link>}
      </h2>
      <JobProgress job={live.data ?? job} />
    </section>
  );
}

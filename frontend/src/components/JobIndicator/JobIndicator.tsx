import { useTranslation } from 'react-i18next';
import { isFinal } from '../../api/jobEvents';
import { useJobs } from '../../api/queries/jobs';
import styles from './JobIndicator.module.css';

/** How many jobs wait or run; nothing when none does. */
export function JobIndicator() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const open = jobs.data?.filter((job) => !isFinal(job.state)).length ?? 0;
  if (open === 0) return null;
  return (
    <span className={styles['count']} title={t('nav.running', { count: open })}>
      {open}
    </span>
  );
}

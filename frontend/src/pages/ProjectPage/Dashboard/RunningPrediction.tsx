import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useJob } from '../../../api/queries/jobs';
import type { PredictionSummary } from '../../../api/types';
import { JobProgress } from '../../../components/JobProgress/JobProgress';
import { useFreshResult } from '../../PredictionPage/useFreshResult';
import { isFinal } from '../../../api/jobEvents';
import styles from './Dashboard.module.css';

interface Props {
  prediction: PredictionSummary;
  /** Whether the page below already shows what it has found. */
  shown: boolean;
}

/** A prediction that waits or runs: how far it is, and the way to it. The list is read anew when it ends. */
export function RunningPrediction({ prediction: { id, job_id: jobId, model }, shown }: Props) {
  const { t } = useTranslation();
  const job = useJob(jobId).data;
  const client = useQueryClient();
  const ended = job !== undefined && isFinal(job.state);
  useFreshResult(id, job);
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: ['predictions'] });
  }, [client, ended]);
  if (!job || ended) return null;
  return (
    <section className={styles['running']} aria-label={t('dashboard.running')}>
      <p>
        <Link to={`/predictions/${id}`}>{t('dashboard.running')}</Link> <code>{model}</code>{' '}
        {shown && <span className="quiet">{t('dashboard.runningHint')}</span>}
      </p>
      <JobProgress job={job} />
    </section>
  );
}

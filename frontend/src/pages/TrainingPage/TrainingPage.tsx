import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { isFinal } from '../../api/jobEvents';
import { toProblem } from '../../api/problem';
import { useJob } from '../../api/queries/jobs';
import { useTraining } from '../../api/queries/trainings';
import type { Job, Training } from '../../api/types';
import { JobProgress } from '../../components/JobProgress/JobProgress';
import { Notice } from '../../components/Notice/Notice';
import { PageHead } from '../../components/PageHead/PageHead';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { QueryView } from '../../components/QueryView/QueryView';
import { StateBadge } from '../../components/StateBadge/StateBadge';
import { ProjectLink } from '../../components/UpLink/UpLink';
import { Outcome } from './Outcome';
import { TrainingCurves } from './TrainingCurves';
import { TrainingFacts } from './TrainingFacts';
import styles from './TrainingPage.module.css';

function JobState({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (!isFinal(job.state)) return <JobProgress job={job} />;
  if (job.state === 'failed') return <ProblemNotice error={toProblem(500, job.problem)} />;
  if (job.state === 'cancelled') return <Notice tone="warn">{t('trainings.cancelled')}</Notice>;
  return null;
}

/** The training is fetched anew when its job has come further, and when it ends. */
function useFreshTraining(trainingId: string, job: Job) {
  const client = useQueryClient();
  const { state } = job;
  const { done, stage } = job.progress;
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['training', trainingId] });
    if (isFinal(state)) void client.invalidateQueries({ queryKey: ['models'] });
  }, [client, trainingId, done, stage, state]);
}

function TrainingView({ training }: { training: Training }) {
  const { t } = useTranslation();
  const job = useJob(training.job.id).data ?? training.job;
  useFreshTraining(training.id, job);
  return (
    <>
      <PageHead
        title={t('trainings.one', { model: training.model })}
        parent={training.project_id && <ProjectLink id={training.project_id} tab="trainings" />}
        beside={<StateBadge state={job.state} />}
      />
      <div className={styles['page']} data-testid="training" data-state={training.job.state}>
        <JobState job={job} />
        {training.job.state === 'succeeded' && <Outcome training={training} />}
        <TrainingCurves training={training} />
        <TrainingFacts training={training} />
      </div>
    </>
  );
}

export function TrainingPage() {
  const { t } = useTranslation();
  const { trainingId = '' } = useParams();
  const training = useTraining(trainingId);
  return (
    <QueryView query={training} missing={t('trainings.notFound')}>
      {(data) => <TrainingView training={data} />}
    </QueryView>
  );
}

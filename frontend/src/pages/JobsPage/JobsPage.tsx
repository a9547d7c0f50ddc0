import { ListChecks } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isFinal } from '../../api/jobEvents';
import { toProblem } from '../../api/problem';
import { useJobs } from '../../api/queries/jobs';
import { useNewestPredictions } from '../../api/queries/predictions';
import type { Job } from '../../api/types';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { When } from '../../components/When/When';
import { PageHead } from '../../components/PageHead/PageHead';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { QueryView } from '../../components/QueryView/QueryView';
import { StateBadge } from '../../components/StateBadge/StateBadge';
import { elapsedSeconds } from '../../lib/eta';
import { formatDuration } from '../../lib/format';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { LiveJob } from './LiveJob';
import styles from './JobsPage.module.css';

/** Page of a job: a training has its id; a prediction is known by its result, or, while it runs, from the list. */
function useResultPath(job: Job): string | null {
  const predictions = useNewestPredictions();
  if (job.kind === 'training') return `/trainings/${job.id}`;
  if (job.kind === 'import') return job.result && `/imports/${job.result.split('/').at(-1)}`;
  const id =
    job.result?.split('/').at(-1) ?? predictions.data?.find(({ job_id }) => job_id === job.id)?.id;
  return id === undefined ? null : `/predictions/${id}`;
}

function OpenJob({ job }: { job: Job }) {
  const path = useResultPath(job);
  return (
    <li>
      <LiveJob job={job} path={path} />
    </li>
  );
}

function EndedRow({ job }: { job: Job }) {
  const { t } = useTranslation();
  const path = useResultPath(job);
  return (
    <tr>
      <td>{t(`jobs.kind.${job.kind}`)}</td>
      <td>
        <StateBadge state={job.state} />
      </td>
      <td>
        <When at={job.created_at} />
      </td>
      <td className="number">{formatDuration(elapsedSeconds(job, 0))}</td>
      <td className="number">
        {job.kind === 'prediction' ? `${job.progress.done} / ${job.progress.total}` : '–'}
      </td>
      <td>
        {job.problem ? (
          <ProblemNotice error={toProblem(500, job.problem)} />
        ) : (
          path !== null && (
            <Link to={path} className={styles['link']}>
              {t('jobs.open')}
            </Link>
          )
        )}
      </td>
    </tr>
  );
}

function EndedJobs({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation();
  return (
    <TableFrame>
      <table className={tables['table']}>
        <thead>
          <tr>
            <th>{t('jobs.job')}</th>
            <th>{t('jobs.status')}</th>
            <th>{t('jobs.started')}</th>
            <th>{t('jobs.took')}</th>
            <th>{t('result.pictures')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <EndedRow key={job.id} job={job} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function JobList({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation();
  const open = jobs.filter(({ state }) => !isFinal(state));
  const ended = jobs.filter(({ state }) => isFinal(state));
  if (jobs.length === 0) {
    return (
      <EmptyState
        icon={<ListChecks size={40} />}
        title={t('jobs.empty')}
        hint={t('jobs.emptyHint')}
      />
    );
  }
  return (
    <div className={styles['page']}>
      {open.length > 0 && (
        <ul className={styles['open']}>
          {open.map((job) => (
            <OpenJob key={job.id} job={job} />
          ))}
        </ul>
      )}
      {ended.length > 0 && <EndedJobs jobs={ended} />}
    </div>
  );
}

export function JobsPage() {
  const { t } = useTranslation();
  const jobs = useJobs();
  return (
    <>
      <PageHead title={t('jobs.title')} />
      <QueryView query={jobs}>{(list) => <JobList jobs={list} />}</QueryView>
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { isFinal } from '../../api/jobEvents';
import { toProblem } from '../../api/problem';
import { useJob } from '../../api/queries/jobs';
import { usePrediction } from '../../api/queries/predictions';
import type { Job, Prediction } from '../../api/types';
import { JobProgress } from '../../components/JobProgress/JobProgress';
import { Notice } from '../../components/Notice/Notice';
import { PageHead } from '../../components/PageHead/PageHead';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { QueryView } from '../../components/QueryView/QueryView';
import { StateBadge } from '../../components/StateBadge/StateBadge';
import { ProjectLink } from '../../components/UpLink/UpLink';
import { DifferencesTab } from './DifferencesTab/DifferencesTab';
import { DownloadTab } from './DownloadTab/DownloadTab';
import { GroupsTab } from './GroupsTab/GroupsTab';
import { PicturesTab } from './PicturesTab';
import { Provenance } from './Provenance';
import { ResultTabs } from './ResultTabs';
import { StatisticsTab } from './StatisticsTab/StatisticsTab';
import { useFreshResult } from './useFreshResult';
import { type Tab, useTab } from './useTab';
import styles from './PredictionPage.module.css';

function JobState({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (!isFinal(job.state)) {
    return (
      <>
        <JobProgress job={job} />
        <Notice tone="info">{t('result.running')}</Notice>
      </>
    );
  }
  if (job.state === 'failed') return <ProblemNotice error={toProblem(500, job.problem)} />;
  if (job.state === 'cancelled') return <Notice tone="warn">{t('result.cancelled')}</Notice>;
  return null;
}

function TabBody({ tab, prediction }: { tab: Tab; prediction: Prediction }) {
  if (tab === 'statistics') return <StatisticsTab prediction={prediction} />;
  if (tab === 'groups') return <GroupsTab prediction={prediction} />;
  if (tab === 'differences') return <DifferencesTab prediction={prediction} />;
  if (tab === 'download') return <DownloadTab prediction={prediction} />;
  return <PicturesTab prediction={prediction} />;
}

function Result({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation();
  const job = useJob(prediction.job_id);
  const tab = useTab();
  useFreshResult(prediction.id, job.data);
  return (
    <>
      <PageHead
        title={t('result.title')}
        parent={
          prediction.project_id && <ProjectLink id={prediction.project_id} tab="predictions" />
        }
        beside={<StateBadge state={job.data?.state ?? prediction.state} />}
      />
      <ResultTabs tab={tab} />
      <div className={styles['page']} data-testid="result" data-state={prediction.state}>
        {job.data && <JobState job={job.data} />}
        <Provenance prediction={prediction} />
        <TabBody tab={tab} prediction={prediction} />
      </div>
    </>
  );
}

export function PredictionPage() {
  const { t } = useTranslation();
  const { predictionId = '' } = useParams();
  const prediction = usePrediction(predictionId);
  return (
    <QueryView query={prediction} missing={t('result.notFound')}>
      {(data) => <Result prediction={data} />}
    </QueryView>
  );
}

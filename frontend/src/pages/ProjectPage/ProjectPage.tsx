import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { usePictures } from '../../api/queries/pictures';
import { usePredictions } from '../../api/queries/predictions';
import { useProject } from '../../api/queries/projects';
import type { Project } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { Loading } from '../../components/Loading/Loading';
import { PageHead } from '../../components/PageHead/PageHead';
import { QueryView } from '../../components/QueryView/QueryView';
import { UpLink } from '../../components/UpLink/UpLink';
import { DashboardTab } from './Dashboard/DashboardTab';
import { MembersTab } from './MembersTab/MembersTab';
import { PicturesTab } from './PicturesTab';
import { PredictionsTab } from './PredictionsTab';
import { ReviewTab } from './ReviewTab/ReviewTab';
import { TrainingsTab } from './TrainingsTab';
import styles from './ProjectPage.module.css';

function Tabs({ tab, project }: { tab: string | null; project: Project }) {
  const { t } = useTranslation();
  return (
    <nav className={styles['tabs']} aria-label={project.name}>
      <Link
        to="?tab=dashboard"
        aria-current={tab === 'dashboard' ? 'page' : undefined}
        data-testid="tab-dashboard"
      >
        {t('dashboard.title')}
      </Link>
      <Link
        to="?tab=pictures"
        aria-current={tab === 'pictures' ? 'page' : undefined}
        data-testid="tab-pictures"
      >
        {t('project.pictures')}
        <span className="quiet number"> {project.image_count}</span>
      </Link>
      <Link to="?tab=predictions" aria-current={tab === 'predictions' ? 'page' : undefined}>
        {t('project.predictions')}
      </Link>
      <Link to="?tab=trainings" aria-current={tab === 'trainings' ? 'page' : undefined}>
        {t('trainings.title')}
      </Link>
      <Link to="?tab=review" aria-current={tab === 'review' ? 'page' : undefined}>
        {t('reviews.title')}
      </Link>
      <Link to="?tab=members" aria-current={tab === 'members' ? 'page' : undefined}>
        {t('members.title')}
        <span className="quiet number"> {project.member_count}</span>
      </Link>
    </nav>
  );
}

function TabBody({ tab, project }: { tab: string; project: Project }) {
  const pictures = usePictures(project.id);
  if (tab === 'dashboard') return <DashboardTab project={project} />;
  if (tab === 'predictions') return <PredictionsTab project={project} />;
  if (tab === 'trainings') return <TrainingsTab project={project} />;
  if (tab === 'review') return <ReviewTab project={project} />;
  if (tab === 'members') return <MembersTab project={project} />;
  return (
    <QueryView query={pictures}>
      {(list) => <PicturesTab project={project} pictures={list} />}
    </QueryView>
  );
}

/**
 * The part that the address names; else what was found, or the pictures where nothing was when the page was opened:
 * a result that comes later takes nobody away from what they are at.
 */
function useTab({ id }: Project): string | null {
  const [parameters] = useSearchParams();
  const predictions = usePredictions(id);
  const [first, setFirst] = useState<string | null>(null);
  if (first === null && !predictions.isPending) {
    setFirst(predictions.data?.length ? 'dashboard' : 'pictures');
  }
  return parameters.get('tab') ?? first;
}

function ProjectView({ project }: { project: Project }) {
  const { t } = useTranslation();
  const tab = useTab(project);
  const parent = <UpLink to="/">{t('projects.title')}</UpLink>;
  const beside = project.is_sample && <Badge tone="accent">{t('projects.sample')}</Badge>;
  return (
    <>
      <PageHead title={project.name} parent={parent} beside={beside} />
      <Tabs tab={tab} project={project} />
      {tab === null ? <Loading /> : <TabBody tab={tab} project={project} />}
    </>
  );
}

export function ProjectPage() {
  const { t } = useTranslation();
  const { projectId = '' } = useParams();
  const project = useProject(projectId);
  return (
    <QueryView query={project} missing={t('project.notFound')}>
      {(data) => <ProjectView key={data.id} project={data} />}
    </QueryView>
  );
}

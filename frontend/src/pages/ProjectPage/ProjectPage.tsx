import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { usePictures } from '../../api/queries/pictures';
import { useProject } from '../../api/queries/projects';
import type { Project } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { PageHead } from '../../components/PageHead/PageHead';
import { QueryView } from '../../components/QueryView/QueryView';
import { MembersTab } from './MembersTab/MembersTab';
import { PicturesTab } from './PicturesTab';
import { PredictionsTab } from './PredictionsTab';
import { ReviewTab } from './ReviewTab/ReviewTab';
import { TrainingsTab } from './TrainingsTab';
import styles from './ProjectPage.module.css';

function Tabs({ tab, project }: { tab: string; project: Project }) {
  const { t } = useTranslation();
  return (
    <nav className={styles['tabs']} aria-label={project.name}>
      <Link to="?" aria-current={tab === 'pictures' ? 'page' : undefined}>
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

function ProjectView({ project }: { project: Project }) {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const tab = parameters.get('tab') ?? 'pictures';
  const parent = (
    <Link to="/" className={styles['up']}>
      <ChevronLeft size={15} aria-hidden />
      {t('projects.title')}
    </Link>
  );
  const beside = project.is_sample && <Badge tone="accent">{t('projects.sample')}</Badge>;
  return (
    <>
      <PageHead title={project.name} parent={parent} beside={beside} />
      <Tabs tab={tab} project={project} />
      <TabBody tab={tab} project={project} />
    </>
  );
}

export function ProjectPage() {
  const { t } = useTranslation();
  const { projectId = '' } = useParams();
  const project = useProject(projectId);
  return (
    <QueryView query={project} missing={t('project.notFound')}>
      {(data) => <ProjectView project={data} />}
    </QueryView>
  );
}

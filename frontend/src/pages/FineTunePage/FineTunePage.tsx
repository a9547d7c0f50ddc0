import { PencilRuler } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import { useLabelled } from '../../api/queries/labelling';
import { useModels } from '../../api/queries/models';
import { usePictures } from '../../api/queries/pictures';
import { usePredictions } from '../../api/queries/predictions';
import { useProject } from '../../api/queries/projects';
import { useTrainings } from '../../api/queries/trainings';
import type { Project } from '../../api/types';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { Notice } from '../../components/Notice/Notice';
import { PageHead } from '../../components/PageHead/PageHead';
import { QueriesView } from '../../components/QueryView/QueriesView';
import { QueryView } from '../../components/QueryView/QueryView';
import { ProjectLink } from '../../components/UpLink/UpLink';
import { chosenOf } from './chosen';
import { firstDraft } from './draft';
import { FineTuneForm } from './FineTuneForm';

function NothingLabelled({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<PencilRuler size={40} />}
      title={t('fineTune.nothing')}
      hint={t('fineTune.nothingHint')}
    >
      <Link to={`/projects/${projectId}?tab=trainings`}>{t('fineTune.toLabelNext')}</Link>
    </EmptyState>
  );
}

/** Waits for all that the form begins with, so that its first answers are right and stay where they are. */
function FineTuneView({ project }: { project: Project }) {
  const { t } = useTranslation();
  const location = useLocation();
  const queries = {
    pictures: usePictures(project.id),
    labelled: useLabelled(project.id),
    models: useModels(),
    trainings: useTrainings(project.id),
    predictions: usePredictions(project.id),
  };
  return (
    <QueriesView queries={queries}>
      {({ pictures, labelled, models, trainings, predictions }) => {
        if (models.length === 0) return <Notice tone="warn">{t('predict.noModels')}</Notice>;
        if (labelled.length === 0) return <NothingLabelled projectId={project.id} />;
        return (
          <FineTuneForm
            projectId={project.id}
            first={firstDraft(
              models,
              trainings[0],
              predictions[0]?.model,
              chosenOf(location.state, labelled),
            )}
            models={models}
            pictures={pictures}
            labelled={labelled}
            since={trainings[0]?.created_at}
          />
        );
      }}
    </QueriesView>
  );
}

export function FineTunePage() {
  const { t } = useTranslation();
  const { projectId = '' } = useParams();
  const project = useProject(projectId);
  const parent = <ProjectLink id={projectId} tab="trainings" />;
  return (
    <QueryView query={project} missing={t('project.notFound')}>
      {(data) => (
        <>
          <PageHead title={t('fineTune.title')} parent={parent} />
          <FineTuneView project={data} />
        </>
      )}
    </QueryView>
  );
}

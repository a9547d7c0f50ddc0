import { ImagePlus, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isFinal } from '../../../api/jobEvents';
import { usePictures } from '../../../api/queries/pictures';
import { usePredictions } from '../../../api/queries/predictions';
import type { PredictionSummary, Project } from '../../../api/types';
import { Button } from '../../../components/Button/Button';
import { EmptyState } from '../../../components/EmptyState/EmptyState';
import { QueryView } from '../../../components/QueryView/QueryView';
import { PredictPictures } from '../PictureDialogs';
import { Dashboard } from './Dashboard';
import { RunningPrediction } from './RunningPrediction';
import { useDashboard } from './useDashboard';
import styles from './Dashboard.module.css';

/** What to do first: pictures, then a prediction. */
function NoPrediction({ project }: { project: Project }) {
  const { t } = useTranslation();
  const pictures = usePictures(project.id);
  const [asked, setAsked] = useState(false);
  if (project.image_count === 0)
    return (
      <EmptyState
        icon={<ImagePlus size={40} />}
        title={t('dashboard.noPictures')}
        hint={t('dashboard.noPicturesHint')}
      >
        <Link to="?tab=pictures">{t('project.add')}</Link>
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<ScanSearch size={40} />}
      title={t('dashboard.noPrediction')}
      hint={t('dashboard.noPredictionHint', { count: project.image_count })}
    >
      <Button look="primary" busy={pictures.isPending} onClick={() => setAsked(true)}>
        {t('project.predict')}
      </Button>
      {asked && pictures.data && (
        <PredictPictures
          project={project}
          pictures={pictures.data}
          selected={[]}
          onClose={() => setAsked(false)}
        />
      )}
    </EmptyState>
  );
}

/** The prediction that the address names; else the newest that has a result, else the newest. */
function chosenOf(list: readonly PredictionSummary[], wanted: string | null) {
  const named = list.find(({ id }) => id === wanted);
  return named ?? list.find(({ state }) => state === 'succeeded') ?? list[0];
}

function Predicted({ project, list }: { project: Project; list: readonly PredictionSummary[] }) {
  const [state, change] = useDashboard();
  const chosen = chosenOf(list, state.prediction);
  return (
    <div className={styles['page']} data-testid="dashboard">
      {list
        .filter((one) => !isFinal(one.state))
        .map((one) => (
          <RunningPrediction key={one.id} prediction={one} shown={one.id === chosen?.id} />
        ))}
      {chosen ? (
        <Dashboard project={project} list={list} chosen={chosen} state={state} onChange={change} />
      ) : (
        <NoPrediction project={project} />
      )}
    </div>
  );
}

/** What was found in a project: groups as columns, pictures as points. */
export function DashboardTab({ project }: { project: Project }) {
  const predictions = usePredictions(project.id);
  return (
    <QueryView query={predictions}>
      {(list) => <Predicted project={project} list={list} />}
    </QueryView>
  );
}

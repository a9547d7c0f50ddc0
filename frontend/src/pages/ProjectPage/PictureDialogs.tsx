import { useTranslation } from 'react-i18next';
import { useDeletePictures } from '../../api/queries/pictures';
import { usePredictions } from '../../api/queries/predictions';
import { useTrainings } from '../../api/queries/trainings';
import type { Picture, Project } from '../../api/types';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { PredictDialog } from '../../components/PredictDialog/PredictDialog';
import { GroupDialog } from './GroupDialog';
import { ScaleDialog } from './ScaleDialog';
import type { Selection } from './useSelection';

export type Asked = 'scale' | 'group' | 'delete' | 'predict';

interface Props {
  asked: Asked;
  project: Project;
  pictures: Picture[];
  selection: Selection;
  onClose: () => void;
}

function DeleteDialog({
  project,
  selection,
  onClose,
}: Pick<Props, 'project' | 'selection' | 'onClose'>) {
  const { t } = useTranslation();
  const remove = useDeletePictures(project.id);
  return (
    <ConfirmDialog
      title={t('project.deleteTitle')}
      text={t('project.deleteText', { count: selection.ids.length })}
      confirm={t('action.delete')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(selection.ids, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

interface PredictProps extends Omit<Props, 'asked' | 'selection'> {
  /** Ids; all pictures where none is. */
  selected: readonly string[];
}

/** Begins with the model that was last accepted for this project, else with the one that looked at it last. */
export function PredictPictures({ project, pictures, selected, onClose }: PredictProps) {
  const trainings = useTrainings(project.id);
  const predictions = usePredictions(project.id);
  const accepted = trainings.data?.find(({ decision }) => decision === 'accepted');
  return (
    <PredictDialog
      pictures={pictures}
      selected={selected}
      first={(accepted ?? predictions.data?.[0])?.model.split('@')[0]}
      onClose={onClose}
    />
  );
}

export function PictureDialogs({ asked, project, pictures, selection, onClose }: Props) {
  const shared = { projectId: project.id, ids: selection.ids, onClose };
  switch (asked) {
    case 'scale':
      return <ScaleDialog {...shared} />;
    case 'group':
      return <GroupDialog {...shared} />;
    case 'delete':
      return <DeleteDialog project={project} selection={selection} onClose={onClose} />;
    case 'predict':
      return (
        <PredictPictures
          project={project}
          pictures={pictures}
          selected={selection.ids}
          onClose={onClose}
        />
      );
  }
}

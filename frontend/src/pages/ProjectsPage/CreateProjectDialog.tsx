import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCreateProject } from '../../api/queries/projects';
import { NameDialog } from '../../components/NameDialog/NameDialog';

export function CreateProjectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreateProject();
  const navigate = useNavigate();
  return (
    <NameDialog
      title={t('projects.new')}
      label={t('projects.name')}
      confirm={t('action.create')}
      busy={create.isPending}
      error={create.error}
      onSubmit={(name) =>
        create.mutate(name, { onSuccess: ({ id }) => void navigate(`/projects/${id}`) })
      }
      onClose={onClose}
    />
  );
}

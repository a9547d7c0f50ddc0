import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDeleteProject, useRenameProject } from '../../api/queries/projects';
import type { Project } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { IconButton } from '../../components/IconButton/IconButton';
import { NameDialog } from '../../components/NameDialog/NameDialog';
import { formatWhen } from '../../lib/format';
import { ProjectThumbnails } from './ProjectThumbnails';
import styles from './ProjectsPage.module.css';

interface Asked {
  project: Project;
  onClose: () => void;
}

function RenameDialog({ project, onClose }: Asked) {
  const { t } = useTranslation();
  const rename = useRenameProject();
  return (
    <NameDialog
      title={t('projects.renameTitle')}
      label={t('projects.name')}
      confirm={t('action.rename')}
      initial={project.name}
      busy={rename.isPending}
      error={rename.error}
      onSubmit={(name) => rename.mutate({ id: project.id, name }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function DeleteDialog({ project, onClose }: Asked) {
  const { t } = useTranslation();
  const remove = useDeleteProject();
  const count = project.image_count;
  return (
    <ConfirmDialog
      title={t('projects.deleteTitle')}
      text={t('projects.deleteText', { name: project.name, count })}
      confirm={t('action.delete')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(project.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

export function ProjectCard({ project }: { project: Project }) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState<'rename' | 'delete' | null>(null);
  const onClose = () => setAsking(null);
  return (
    <li className={styles['card']} data-testid="project-card">
      <ProjectThumbnails project={project} />
      <div className={styles['text']}>
        <h2>
          <Link
            to={`/projects/${project.id}`}
            className={styles['link']}
            data-testid={project.is_sample ? 'sample-project' : undefined}
          >
            {project.name}
          </Link>
        </h2>
        {project.is_sample && <Badge tone="accent">{t('projects.sample')}</Badge>}
        {project.is_default && <Badge>{t('projects.default')}</Badge>}
      </div>
      <div className={styles['foot']}>
        <span className="quiet">
          {t('projects.pictures', { count: project.image_count })}
          <span aria-hidden> · </span>
          {t('projects.created', { when: formatWhen(project.created_at, i18n.language) })}
        </span>
        <IconButton
          label={`${t('action.rename')}: ${project.name}`}
          onClick={() => setAsking('rename')}
        >
          <Pencil size={16} aria-hidden />
        </IconButton>
        {!project.is_default && (
          <IconButton
            label={`${t('action.delete')}: ${project.name}`}
            onClick={() => setAsking('delete')}
          >
            <Trash2 size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {asking === 'rename' && <RenameDialog project={project} onClose={onClose} />}
      {asking === 'delete' && <DeleteDialog project={project} onClose={onClose} />}
    </li>
  );
}

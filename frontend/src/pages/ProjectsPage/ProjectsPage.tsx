import { FolderOpen, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProjects } from '../../api/queries/projects';
import type { Project } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { Notice } from '../../components/Notice/Notice';
import { PageHead } from '../../components/PageHead/PageHead';
import { QueryView } from '../../components/QueryView/QueryView';
import { CreateProjectDialog } from './CreateProjectDialog';
import { ProjectCard } from './ProjectCard';
import styles from './ProjectsPage.module.css';

const MANY = 9;

function ProjectList({ projects }: { projects: Project[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const found = projects.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  const empty = projects.every(({ is_sample, image_count }) => is_sample || image_count === 0);
  return (
    <div className={styles['page']}>
      {empty && projects.some(({ is_sample }) => is_sample) && (
        <Notice tone="info">{t('projects.sampleHint')}</Notice>
      )}
      {projects.length > MANY && (
        <input
          type="search"
          className={styles['search']}
          placeholder={t('projects.search')}
          aria-label={t('projects.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {found.length === 0 && projects.length > 0 && (
        <p className="quiet">{t('projects.noMatch')}</p>
      )}
      <ul className={styles['grid']}>
        {found.map((project) => (
          <ProjectCard key={project.id} project={project} />
        ))}
      </ul>
    </div>
  );
}

export function ProjectsPage() {
  const { t } = useTranslation();
  const projects = useProjects();
  const [creating, setCreating] = useState(false);
  const create = (
    <Button look="primary" icon={<Plus size={17} aria-hidden />} onClick={() => setCreating(true)}>
      {t('projects.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('projects.title')}>{create}</PageHead>
      <QueryView query={projects}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState
              icon={<FolderOpen size={40} />}
              title={t('projects.empty')}
              hint={t('projects.emptyHint')}
            />
          ) : (
            <ProjectList projects={list} />
          )
        }
      </QueryView>
      {creating && <CreateProjectDialog onClose={() => setCreating(false)} />}
    </>
  );
}

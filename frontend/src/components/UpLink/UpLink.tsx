import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useProject } from '../../api/queries/projects';
import styles from './UpLink.module.css';

/** To the page that this one hangs under. */
export function UpLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={styles['up']}>
      <ChevronLeft size={15} aria-hidden />
      {children}
    </Link>
  );
}

/** To a project by its name, at one of its tabs where one is named. */
export function ProjectLink({ id, tab }: { id: string; tab?: string }) {
  const project = useProject(id);
  return (
    <UpLink to={`/projects/${id}${tab === undefined ? '' : `?tab=${tab}`}`}>
      {project.data?.name ?? '…'}
    </UpLink>
  );
}

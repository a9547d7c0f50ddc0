import { ImagePlus } from 'lucide-react';
import { useFirstPictures } from '../../api/queries/pictures';
import { thumbnailUrl } from '../../api/urls';
import type { Project } from '../../api/types';
import styles from './ProjectsPage.module.css';

/** The first pictures of a project, to know it by. */
export function ProjectThumbnails({ project }: { project: Project }) {
  const pictures = useFirstPictures(project.id, project.image_count > 0);
  if (project.image_count === 0) {
    return (
      <div className={styles['none']} aria-hidden>
        <ImagePlus size={28} />
      </div>
    );
  }
  return (
    <div className={styles['strip']} aria-hidden>
      {pictures.data?.map(({ id }) => (
        <img key={id} src={thumbnailUrl(id)} alt="" loading="lazy" />
      ))}
    </div>
  );
}

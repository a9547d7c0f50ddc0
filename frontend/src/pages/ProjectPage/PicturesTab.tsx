import { useState } from 'react';
import { useLabelledMap } from '../../api/queries/labelling';
import type { Picture, Project } from '../../api/types';
import { UploadDialog } from '../../components/UploadDialog/UploadDialog';
import { DropArea } from '../../components/DropArea/DropArea';
import { EmptyPictures } from './EmptyPictures';
import { groupPictures } from './groupPictures';
import { PictureDialogs, type Asked } from './PictureDialogs';
import { PictureGrid } from './PictureGrid';
import { PictureTable } from './PictureTable';
import { PictureToolbar, type View } from './PictureToolbar';
import { useSelection } from './useSelection';
import styles from './ProjectPage.module.css';

const VIEW = 'cellscanner.view';
const storedView = (): View => (localStorage.getItem(VIEW) === 'table' ? 'table' : 'grid');

interface Props {
  project: Project;
  pictures: Picture[];
}

export function PicturesTab({ project, pictures }: Props) {
  const labelled = useLabelledMap(project.id);
  const selection = useSelection(pictures.map(({ id }) => id));
  const [view, setView] = useState(storedView);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [dropped, setDropped] = useState<File[] | null>(null);
  const changeView = (next: View) => {
    localStorage.setItem(VIEW, next);
    setView(next);
  };
  const groups = groupPictures(pictures);
  const List = view === 'grid' ? PictureGrid : PictureTable;
  return (
    <>
      <DropArea onFiles={setDropped}>
        {pictures.length === 0 ? (
          <EmptyPictures onAdd={() => setDropped([])} />
        ) : (
          <div className={styles['pictures']}>
            <PictureToolbar
              selection={selection}
              view={view}
              onView={changeView}
              onAsk={setAsked}
              onAdd={() => setDropped([])}
            />
            <List groups={groups} selection={selection} labelled={labelled} />
          </div>
        )}
      </DropArea>
      {dropped && (
        <UploadDialog project={project} files={dropped} onClose={() => setDropped(null)} />
      )}
      {asked && (
        <PictureDialogs
          asked={asked}
          project={project}
          pictures={pictures}
          selection={selection}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

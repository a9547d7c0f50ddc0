import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { droppedFiles } from '../../uploads/droppedFiles';
import styles from './DropArea.module.css';

interface Props {
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Everything inside takes dropped files and folders. Those who do not drag have the file dialog. */
export function DropArea({ onFiles, children }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent, so that only the balance tells inside from outside.
  const depth = useRef(0);
  const enter = (event: DragEvent, step: 1 | -1) => {
    if (!carriesFiles(event)) return;
    depth.current += step;
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    void droppedFiles(event.dataTransfer).then((files) => {
      if (files.length > 0) onFiles(files);
    });
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the file dialog is the keyboard's way
    <div
      className={styles['area']}
      onDragEnter={(event) => enter(event, 1)}
      onDragLeave={(event) => enter(event, -1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      data-testid="drop-area"
    >
      {children}
      {over && <div className={styles['veil']}>{t('project.dropHere')}</div>}
    </div>
  );
}

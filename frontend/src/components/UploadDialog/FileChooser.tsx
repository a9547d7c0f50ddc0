import { Upload } from 'lucide-react';
import { type ChangeEvent, type DragEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { droppedFiles, wanted } from '../../uploads/droppedFiles';
import { Button } from '../Button/Button';
import styles from './UploadDialog.module.css';

export function FileChooser({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(event.target.files ?? [])].filter(wanted));
    event.target.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void droppedFiles(event.dataTransfer).then(onFiles);
  };
  const hidden = { type: 'file', multiple: true, hidden: true, onChange: take } as const;
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons are the keyboard's way
    <div className={styles['chooser']} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Upload size={28} aria-hidden />
      <span>{t('upload.drop')}</span>
      <div className={styles['buttons']}>
        <Button onClick={() => files.current?.click()}>{t('upload.choose')}</Button>
        <Button onClick={() => folder.current?.click()}>{t('upload.folder')}</Button>
      </div>
      <input ref={files} {...hidden} data-testid="file-input" />
      <input ref={folder} {...hidden} webkitdirectory="" />
    </div>
  );
}

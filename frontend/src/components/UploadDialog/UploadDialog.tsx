import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSendImport } from '../../api/queries/labelImports';
import type { Project } from '../../api/types';
import { formatBytes } from '../../lib/format';
import { useUploads } from '../../uploads/UploadContext';
import { Button } from '../Button/Button';
import { Dialog, DialogActions } from '../Dialog/Dialog';
import { GroupField, SpecimenField } from '../GroupField/GroupField';
import { Notice } from '../Notice/Notice';
import { ProblemNotice } from '../ProblemNotice/ProblemNotice';
import { FileChooser } from './FileChooser';
import styles from './UploadDialog.module.css';

interface Props {
  project: Project;
  /** Those already dropped. */
  files: File[];
  onClose: () => void;
}

function ChosenFiles({ files, onClear }: { files: File[]; onClear: () => void }) {
  const { t, i18n } = useTranslation();
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const size = formatBytes(bytes, i18n.language);
  return (
    <div className={styles['chosen']}>
      <div className={styles['chosenHead']} role="status">
        <strong>{t('upload.chosen', { count: files.length, size })}</strong>
        <Button look="quiet" onClick={onClear}>
          {t('upload.clearChosen')}
        </Button>
      </div>
      <ul className={styles['names']}>
        {files.slice(0, 200).map((file, place) => (
          <li key={`${place} ${file.name}`}>
            {file.webkitRelativePath || file.name}
            <span className="quiet number">{formatBytes(file.size, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const isZip = ({ name }: File) => name.toLowerCase().endsWith('.zip');

/**
 * Choose files and where they belong; the upload itself goes on in the panel below. A zip holds labels or a whole
 * project: the page of its import shows what is in it.
 */
export function UploadDialog({ project, files: dropped, onClose }: Props) {
  const { t } = useTranslation();
  const { queue } = useUploads();
  const [files, setFiles] = useState(dropped);
  const [group, setGroup] = useState('');
  const [specimen, setSpecimen] = useState('');
  const send = useSendImport(project.id);
  const navigate = useNavigate();
  const zip = files.find(isZip);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // Another zip goes with the pictures, and is told there what is wrong with it.
    const others = files.filter((one) => one !== zip);
    queue.add(others, { project: project.id, group: group.trim(), specimen: specimen.trim() });
    if (!zip) {
      onClose();
      return;
    }
    // The pictures are on their way: a zip that has to be sent again does not send them twice.
    setFiles([zip]);
    send.mutate(zip, { onSuccess: (id) => void navigate(`/imports/${id}`) });
  };
  return (
    <Dialog title={t('upload.title')} onClose={onClose} wide>
      <form className={styles['form']} onSubmit={submit} data-testid="upload-dialog">
        <FileChooser onFiles={(more) => setFiles([...files, ...more])} />
        {files.length > 0 && <ChosenFiles files={files} onClear={() => setFiles([])} />}
        <div className={styles['fields']}>
          <GroupField projectId={project.id} value={group} onChange={setGroup} />
          <SpecimenField projectId={project.id} value={specimen} onChange={setSpecimen} />
        </div>
        {zip && <Notice tone="info">{t('upload.zip', { name: zip.name })}</Notice>}
        {send.error && <ProblemNotice error={send.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            disabled={files.length === 0}
            busy={send.isPending}
            data-testid="start-upload"
          >
            {t('upload.start', { count: files.length })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

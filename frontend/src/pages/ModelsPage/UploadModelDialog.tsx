import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useUploadModel } from '../../api/queries/models';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { TextField } from '../../components/Field/Field';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import styles from './ModelsPage.module.css';

/** Takes a model package that was downloaded before, here or elsewhere. */
export function UploadModelDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const upload = useUploadModel();
  const [file, setFile] = useState<File | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!file) return;
    upload.mutate(file, {
      onSuccess: ({ owner, name, version }) =>
        void navigate(`/models/${owner}/${name}?version=${version}`),
    });
  };
  return (
    <Dialog title={t('models.upload')} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <TextField
          label={t('models.uploadFile')}
          hint={t('models.uploadText')}
          type="file"
          accept=".zip,application/zip"
          required
          onChange={({ target }) => setFile(target.files?.[0] ?? null)}
          data-testid="package-input"
        />
        {upload.isPending && <Notice tone="info">{t('models.uploadBusy')}</Notice>}
        {upload.error && <ProblemNotice error={upload.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            busy={upload.isPending}
            disabled={!file}
            data-testid="send-package"
          >
            {t('models.upload')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

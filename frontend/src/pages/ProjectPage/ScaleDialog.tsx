import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangePictures } from '../../api/queries/pictures';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { TextField } from '../../components/Field/Field';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { parseScale } from './parseScale';
import styles from './ProjectPage.module.css';

interface Props {
  projectId: string;
  ids: readonly string[];
  onClose: () => void;
}

export function ScaleDialog({ projectId, ids, onClose }: Props) {
  const { t } = useTranslation();
  const change = useChangePictures(projectId);
  const [text, setText] = useState('');
  const scale = parseScale(text);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (scale === null) return;
    change.mutate({ ids, change: { micrometers_per_pixel: scale } }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('project.scaleTitle')} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <p>{t('project.scaleText', { count: ids.length })}</p>
        <TextField
          label={t('project.scaleLabel')}
          hint={t('project.scaleHint')}
          error={text !== '' && scale === null ? t('project.scaleInvalid') : null}
          inputMode="decimal"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {change.error && <ProblemNotice error={change.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={change.isPending} disabled={scale === null}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

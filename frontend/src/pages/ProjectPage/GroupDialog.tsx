import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PictureChange, useChangePictures } from '../../api/queries/pictures';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { GroupField, SpecimenField } from '../../components/GroupField/GroupField';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import styles from './ProjectPage.module.css';

interface Props {
  projectId: string;
  ids: readonly string[];
  onClose: () => void;
}

/** An empty specimen leaves it as it is; an empty group takes the pictures out of theirs. */
export function GroupDialog({ projectId, ids, onClose }: Props) {
  const { t } = useTranslation();
  const change = useChangePictures(projectId);
  const [group, setGroup] = useState('');
  const [specimen, setSpecimen] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const body: PictureChange = { group: group.trim() || null };
    if (specimen.trim()) body.specimen = specimen.trim();
    change.mutate({ ids, change: body }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('project.groupTitle')} onClose={onClose}>
      <form className={styles['form']} onSubmit={submit}>
        <p>{t('project.groupText', { count: ids.length })}</p>
        <GroupField projectId={projectId} value={group} onChange={setGroup} />
        <SpecimenField projectId={projectId} value={specimen} onChange={setSpecimen} />
        {change.error && <ProblemNotice error={change.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={change.isPending}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

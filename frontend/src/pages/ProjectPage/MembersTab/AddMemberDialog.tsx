import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddMember } from '../../../api/queries/members';
import type { Role } from '../../../api/types';
import { Button } from '../../../components/Button/Button';
import { Dialog, DialogActions } from '../../../components/Dialog/Dialog';
import { SelectField, TextField } from '../../../components/Field/Field';
import { ProblemNotice } from '../../../components/ProblemNotice/ProblemNotice';
import { roles } from '../../../lib/roles';

/** Brings somebody in by their user name. */
export function AddMemberDialog({
  projectId,
  onClose,
}: {
  projectId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const add = useAddMember(projectId);
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    add.mutate({ username: username.trim(), role }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('members.add')} onClose={onClose}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 16 }}>
        <TextField
          label={t('settings.username')}
          hint={t('members.addHint')}
          value={username}
          maxLength={100}
          required
          onChange={(event) => setUsername(event.target.value)}
        />
        <SelectField
          label={t('settings.roleLabel')}
          hint={t(`members.may.${role}`)}
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`members.role.${one}`)}
            </option>
          ))}
        </SelectField>
        {add.error && <ProblemNotice error={add.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={add.isPending} disabled={!username.trim()}>
            {t('members.add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

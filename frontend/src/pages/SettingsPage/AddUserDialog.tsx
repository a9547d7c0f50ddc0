import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NewUser, useCreateUser } from '../../api/queries/accounts';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { SelectField, TextField } from '../../components/Field/Field';
import { useLanguage } from '../../components/Preferences/useLanguage';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { PasswordField } from './PasswordField';
import styles from './SettingsPage.module.css';

export function AddUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const create = useCreateUser();
  const [user, setUser] = useState<NewUser>({ username: '', password: '', role: 'user', language });
  const change = (part: Partial<NewUser>) => setUser({ ...user, ...part });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate({ ...user, username: user.username.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('settings.addUser')} onClose={onClose}>
      <form onSubmit={submit} className={styles['section']}>
        <TextField
          label={t('settings.username')}
          value={user.username}
          autoComplete="off"
          maxLength={64}
          required
          onChange={({ target }) => change({ username: target.value })}
        />
        <PasswordField
          label={t('settings.password')}
          value={user.password}
          onChange={(password) => change({ password })}
        />
        <SelectField
          label={t('settings.roleLabel')}
          value={user.role}
          onChange={({ target }) => change({ role: target.value === 'admin' ? 'admin' : 'user' })}
        >
          <option value="user">{t('settings.role.user')}</option>
          <option value="admin">{t('settings.role.admin')}</option>
        </SelectField>
        {create.error && <ProblemNotice error={create.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={create.isPending}>
            {t('settings.addUser')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

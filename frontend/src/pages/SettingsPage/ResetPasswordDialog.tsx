import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useResetPassword } from '../../api/queries/accounts';
import type { User } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { TextField } from '../../components/Field/Field';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { PASSWORD_LENGTH } from './password';
import styles from './SettingsPage.module.css';

/** For somebody who has lost theirs. */
export function ResetPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const reset = useResetPassword(user.id);
  const [password, setPassword] = useState('');
  const name = user.username;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    reset.mutate(password, { onSuccess: onClose });
  };
  return (
    <Dialog title={t('settings.resetTitle', { name })} onClose={onClose}>
      <form onSubmit={submit} className={styles['section']}>
        <p>{t('settings.resetText', { name })}</p>
        <TextField
          label={t('settings.newPassword')}
          hint={t('settings.passwordHint', { least: PASSWORD_LENGTH })}
          type="password"
          autoComplete="new-password"
          minLength={PASSWORD_LENGTH}
          value={password}
          required
          onChange={({ target }) => setPassword(target.value)}
        />
        {reset.error && <ProblemNotice error={reset.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={reset.isPending}>
            {t('settings.resetDo')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

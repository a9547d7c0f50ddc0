import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useResetPassword } from '../../api/queries/accounts';
import type { User } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { PasswordField } from './PasswordField';
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
        <PasswordField label={t('settings.newPassword')} value={password} onChange={setPassword} />
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

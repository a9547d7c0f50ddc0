import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewApiKey } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { SelectField, TextField } from '../../components/Field/Field';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { scopes } from './scopes';
import styles from './SettingsPage.module.css';

interface Props {
  busy: boolean;
  error: Error | null;
  onSubmit: (key: NewApiKey) => void;
  onClose: () => void;
}

/** Asks what a new key is for and what it may do: nothing is chosen for the reader but the least. */
export function KeyDialog({ busy, error, onSubmit, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<NewApiKey['scope']>('read');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim()) onSubmit({ name: name.trim(), scope });
  };
  return (
    <Dialog title={t('settings.createKey')} onClose={onClose}>
      <form onSubmit={submit} className={styles['section']}>
        <TextField
          label={t('settings.keyName')}
          value={name}
          maxLength={100}
          required
          onChange={({ target }) => setName(target.value)}
        />
        <SelectField
          label={t('settings.keyScope')}
          hint={t(`settings.scopeHint.${scope}`)}
          value={scope}
          onChange={({ target }) => setScope(scopes.find((one) => one === target.value) ?? 'read')}
        >
          {scopes.map((one) => (
            <option key={one} value={one}>
              {t(`settings.scope.${one}`)}
            </option>
          ))}
        </SelectField>
        {error && <ProblemNotice error={error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!name.trim()}>
            {t('action.create')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

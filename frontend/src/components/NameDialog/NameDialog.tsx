import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button/Button';
import { Dialog, DialogActions } from '../Dialog/Dialog';
import { TextField } from '../Field/Field';
import { ProblemNotice } from '../ProblemNotice/ProblemNotice';

interface Props {
  title: string;
  label: string;
  confirm: string;
  initial?: string;
  busy: boolean;
  error: Error | null;
  onSubmit: (name: string) => void;
  onClose: () => void;
}

/** Asks for a name, trimmed and not empty. */
export function NameDialog({
  title,
  label,
  confirm,
  initial = '',
  busy,
  error,
  onSubmit,
  onClose,
}: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(initial);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim()) onSubmit(name.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 16 }}>
        <TextField
          label={label}
          value={name}
          maxLength={100}
          required
          onChange={(event) => setName(event.target.value)}
        />
        {error && <ProblemNotice error={error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} disabled={!name.trim()}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

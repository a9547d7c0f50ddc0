import { useTranslation } from 'react-i18next';
import { Button } from '../Button/Button';
import { Dialog, DialogActions } from '../Dialog/Dialog';
import { ProblemNotice } from '../ProblemNotice/ProblemNotice';

interface Props {
  title: string;
  text: string;
  confirm: string;
  busy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be undone; says what will be lost. */
export function ConfirmDialog({ title, text, confirm, busy, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {error && <ProblemNotice error={error} />}
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="danger" busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

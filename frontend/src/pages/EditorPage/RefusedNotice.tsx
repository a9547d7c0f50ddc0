import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveState } from '../../annotations/OperationQueue';
import { Button } from '../../components/Button/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';

interface Props {
  save: SaveState;
  onRetry: () => void;
  onDiscard: () => Promise<void>;
}

/** Why changes were not taken, to try again or, once it was asked for twice, to give them up. */
export function RefusedNotice({ save, onRetry, onDiscard }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (save.kind !== 'refused') return null;
  const discard = async () => {
    setBusy(true);
    try {
      await onDiscard();
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <>
      <ProblemNotice
        error={save.error}
        action={
          <>
            <Button onClick={onRetry}>{t('action.retry')}</Button>
            <Button look="danger" onClick={() => setAsking(true)} data-testid="give-up">
              {t('editor.discard')}
            </Button>
          </>
        }
      />
      {asking && (
        <ConfirmDialog
          title={t('editor.discardTitle')}
          text={t('editor.discardText', { count: save.waiting })}
          confirm={t('editor.discard')}
          busy={busy}
          error={null}
          onConfirm={() => void discard()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

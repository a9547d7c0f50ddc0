import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { giveUpStranded, strandedOf } from '../../annotations/journal';
import type { Picture } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import { offerFile } from '../../lib/offerFile';

/** Edits kept on this device that have no place in what the service has: kept as a file, or given up; else asked again next time. */
export function StrandedDialog({ picture, labelsId }: { picture: Picture; labelsId: string }) {
  const { t } = useTranslation();
  const [batches, setBatches] = useState(() => strandedOf(labelsId));
  if (batches.length === 0) return null;
  const close = () => setBatches([]);
  const save = () => {
    const content = { image_id: picture.id, filename: picture.filename, batches };
    const text = JSON.stringify(content, null, 2);
    offerFile(new Blob([text], { type: 'application/json' }), `${picture.filename}.edits.json`);
  };
  const giveUp = () => {
    giveUpStranded(labelsId);
    close();
  };
  const count = batches.reduce((sum, { operations }) => sum + operations.length, 0);
  return (
    <Dialog title={t('editor.stranded.title')} onClose={close}>
      <p data-testid="stranded" data-count={count}>
        {t('editor.stranded.text', { count })}
      </p>
      <DialogActions>
        <Button look="danger" onClick={giveUp}>
          {t('editor.stranded.giveUp')}
        </Button>
        <Button look="primary" onClick={save}>
          {t('editor.stranded.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

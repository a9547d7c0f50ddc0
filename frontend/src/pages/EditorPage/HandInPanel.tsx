import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Editor } from '../../annotations/Editor';
import { useHandIn } from '../../api/queries/readings';
import { Button } from '../../components/Button/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { Notice } from '../../components/Notice/Notice';

interface Props {
  editor: Editor;
  imageId: string;
  reading: string;
}

/** The end of a reading: nobody sees it before, and nothing of it changes after. */
export function HandInPanel({ editor, imageId, reading }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const handIn = useHandIn(imageId);
  const navigate = useNavigate();
  const leave = () => void navigate(`/images/${imageId}/readings`);
  return (
    <section aria-label={t('readings.yours')}>
      <h2>{t('readings.yours')}</h2>
      <Notice tone="info">{t('readings.alone')}</Notice>
      <Button
        look="primary"
        disabled={editor.save.kind !== 'saved'}
        onClick={() => setAsking(true)}
        data-testid="hand-in"
      >
        {t('readings.handIn')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('readings.handIn')}
          text={t('readings.handInText')}
          confirm={t('readings.handIn')}
          busy={handIn.isPending}
          error={handIn.error}
          onConfirm={() => handIn.mutate(reading, { onSuccess: leave })}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

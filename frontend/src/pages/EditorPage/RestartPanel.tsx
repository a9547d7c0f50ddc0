import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import { useStartAnnotation } from '../../api/queries/annotations';
import type { Annotation } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { useSideName } from '../../lib/useSideName';
import { ImportForm } from './ImportForm';
import styles from './EditorPage.module.css';

interface Props {
  editor: Editor;
  annotation: Annotation;
  predictionId: string | null;
}

/** From what labels were started, in words. */
function useSourceWords(): (source: Annotation['source']) => string {
  const { t } = useTranslation();
  const name = useSideName();
  return (source) => {
    if (!source?.readings) return source?.model ?? source?.filename ?? t('editor.sourceEmpty');
    const [first, second] = source.readings;
    return t('editor.sourceReadings', { first: name(first), second: name(second) });
  };
}

/** From what the labels were started, and the way to start again from the prediction one came from. */
export function RestartPanel({ editor, annotation, predictionId }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const start = useStartAnnotation(annotation.image_id);
  const { source } = annotation;
  const from = useSourceWords()(source);
  const isOther = predictionId !== null && source?.prediction_id !== predictionId;
  return (
    <section aria-label={t('editor.source')}>
      <h2>{t('editor.source')}</h2>
      <p className={styles['facts']}>{from}</p>
      {isOther && (
        <Button onClick={() => setAsking(true)} disabled={editor.save.kind !== 'saved'}>
          {t('editor.restart')}
        </Button>
      )}
      <details>
        <summary>{t('editor.fromFile')}</summary>
        <ImportForm
          imageId={annotation.image_id}
          revision={editor.revision}
          disabled={editor.save.kind !== 'saved'}
        />
      </details>
      {asking && predictionId !== null && (
        <ConfirmDialog
          title={t('editor.restart')}
          text={t('editor.restartText')}
          confirm={t('editor.restart')}
          busy={start.isPending}
          error={start.error}
          onConfirm={() =>
            start.mutate({ revision: editor.revision, body: { prediction_id: predictionId } })
          }
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

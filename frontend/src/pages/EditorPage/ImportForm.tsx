import { useTranslation } from 'react-i18next';
import { useImportAnnotation, useReloadAnnotation } from '../../api/queries/annotations';
import { Button } from '../../components/Button/Button';
import { FileButton } from '../../components/FileButton/FileButton';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import styles from './EditorPage.module.css';

interface Props {
  imageId: string;
  revision: number;
  disabled?: boolean;
}

/** Labels from a file of another program. What could not be read is told before the labels are shown. */
export function ImportForm({ imageId, revision, disabled = false }: Props) {
  const { t } = useTranslation();
  const send = useImportAnnotation(imageId);
  const reload = useReloadAnnotation(imageId);
  const take = (file: File) =>
    send.mutate(
      { revision, file },
      {
        onSuccess: ({ skipped }) => {
          if (skipped.length === 0) void reload();
        },
      },
    );
  return (
    <div className={styles['classInput']}>
      <FileButton
        label={t('editor.importFile')}
        accept=".json,.txt,.xml,.geojson,.zip"
        busy={send.isPending}
        disabled={disabled}
        onFile={take}
        data-testid="import-file"
      />
      <p className={styles['hint']}>{t('editor.importHint')}</p>
      {send.error && <ProblemNotice error={send.error} />}
      {send.data && send.data.skipped.length > 0 && (
        <Notice
          tone="warn"
          title={t('editor.importSkipped', { count: send.data.skipped.length })}
          action={<Button onClick={() => void reload()}>{t('editor.importShow')}</Button>}
        >
          {send.data.skipped
            .slice(0, 5)
            .map(({ what, reason }) => `${what}: ${reason}`)
            .join('; ')}
        </Notice>
      )}
    </div>
  );
}

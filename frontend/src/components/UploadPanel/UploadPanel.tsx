import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../Button/Button';
import { IconButton } from '../IconButton/IconButton';
import { ProgressBar } from '../ProgressBar/ProgressBar';
import type { Upload } from '../../uploads/UploadQueue';
import { useUploads } from '../../uploads/UploadContext';
import { UploadRow } from './UploadRow';
import styles from './UploadPanel.module.css';

const isOpen = ({ state }: Upload) => state === 'waiting' || state === 'sending';

/** Share of all bytes that is sent, counting ended files as whole. */
function overallShare(uploads: readonly Upload[]): number {
  const done = uploads.reduce((sum, upload) => sum + (isOpen(upload) ? upload.share : 1), 0);
  return uploads.length === 0 ? 1 : done / uploads.length;
}

function Summary({ uploads }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation();
  const done = uploads.filter(({ state }) => state === 'done').length;
  const failed = uploads.filter(({ state }) => state === 'failed').length;
  return (
    <span role="status" data-testid="upload-summary">
      {t('upload.summary', { done, total: uploads.length })}
      {failed > 0 && (
        <b className={styles['failed']}> {t('upload.summaryFailed', { count: failed })}</b>
      )}
    </span>
  );
}

/** Every upload of this visit with its progress or problem, over whatever page is open. */
export function UploadPanel() {
  const { t } = useTranslation();
  const { queue, uploads } = useUploads();
  if (uploads.length === 0) return null;
  const busy = uploads.some(isOpen);
  const failed = uploads.some(({ state }) => state === 'failed');
  return (
    <section className={styles['panel']} aria-label={t('upload.panel')} data-testid="upload-panel">
      <header className={styles['head']}>
        <Summary uploads={uploads} />
        {failed && (
          <Button look="quiet" onClick={() => queue.retryFailed()}>
            {t('upload.retryFailed')}
          </Button>
        )}
        {busy ? (
          <Button look="quiet" onClick={() => queue.cancelAll()}>
            {t('upload.cancelAll')}
          </Button>
        ) : (
          <IconButton label={t('upload.dismiss')} onClick={() => queue.clearFinished()}>
            <X size={18} aria-hidden />
          </IconButton>
        )}
      </header>
      {busy && <ProgressBar label={t('upload.panel')} share={overallShare(uploads)} />}
      <ul className={styles['list']}>
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} queue={queue} />
        ))}
      </ul>
    </section>
  );
}

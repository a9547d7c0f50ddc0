import { RotateCw, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ExplanationLink } from '../ExplanationLink/ExplanationLink';
import { IconButton } from '../IconButton/IconButton';
import { problemWords } from '../ProblemNotice/useProblemWords';
import type { Upload, UploadQueue } from '../../uploads/UploadQueue';
import styles from './UploadPanel.module.css';

function Status({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  if (upload.problem) {
    const { title, detail, page } = problemWords(t, upload.problem);
    return (
      <span className={styles['problem']}>
        {title}
        {detail !== null && <small>{detail}</small>}
        <ExplanationLink page={page} />
      </span>
    );
  }
  const percent = `${Math.round(upload.share * 100)} %`;
  const words = {
    waiting: t('upload.waiting'),
    sending: upload.share < 1 ? `${t('upload.sending')} ${percent}` : t('upload.reading'),
    done: upload.pages > 1 ? t('upload.donePages', { count: upload.pages }) : t('upload.done'),
    failed: t('upload.failed'),
    cancelled: t('upload.cancelled'),
  };
  return <span className={styles['status']}>{words[upload.state]}</span>;
}

export function UploadRow({ upload, queue }: { upload: Upload; queue: UploadQueue }) {
  const { t } = useTranslation();
  const { id, file, state, share } = upload;
  const open = state === 'waiting' || state === 'sending';
  const again = state === 'failed' || state === 'cancelled';
  return (
    <li className={styles['row']} data-state={state} data-testid="upload-row">
      <span className={styles['name']} title={file.name}>
        {file.name}
      </span>
      <Status upload={upload} />
      {open && (
        <IconButton
          label={t('upload.cancelOne', { name: file.name })}
          onClick={() => queue.cancel(id)}
        >
          <X size={16} aria-hidden />
        </IconButton>
      )}
      {again && (
        <IconButton
          label={t('upload.retryOne', { name: file.name })}
          onClick={() => queue.retry(id)}
        >
          <RotateCw size={16} aria-hidden />
        </IconButton>
      )}
      {state === 'sending' && <span className={styles['line']} style={{ scale: `${share} 1` }} />}
    </li>
  );
}

import { CloudAlert, CloudCheck, CloudOff, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import styles from './EditorPage.module.css';

const icons = {
  saved: CloudCheck,
  saving: LoaderCircle,
  held: LoaderCircle,
  offline: CloudOff,
  refused: CloudAlert,
} as const;

/** Whether what was done is safe, and where. */
export function SaveStatus({ save }: { save: Editor['save'] }) {
  const { t } = useTranslation();
  const Icon = icons[save.kind];
  const count = save.kind === 'saved' ? 0 : save.waiting;
  return (
    <span
      className={styles['save']}
      role="status"
      data-testid="save-state"
      data-state={save.kind}
      data-waiting={count}
    >
      <Icon size={17} aria-hidden />
      {t(`editor.save.${save.kind}`, { count })}
    </span>
  );
}

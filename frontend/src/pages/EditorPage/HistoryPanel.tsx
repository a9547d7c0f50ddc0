import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRevisions } from '../../api/queries/annotations';
import type { AnnotationRevision } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { formatWhen } from '../../lib/format';
import styles from './EditorPage.module.css';

const changes = ['added', 'moved', 'deleted', 'reclassified'] as const;

function Revision({ one }: { one: AnnotationRevision }) {
  const { t, i18n } = useTranslation();
  const what = changes
    .filter((kind) => one.changes[kind] > 0)
    .map((kind) => t(`editor.change.${kind}`, { count: one.changes[kind] }));
  return (
    <li>
      <strong className="number">{one.revision}</strong> {t(`editor.kind.${one.kind}`)}
      {what.length > 0 && `: ${what.join(', ')}`}
      <span className="quiet">
        {[one.author, formatWhen(one.created_at, i18n.language)].filter(Boolean).join(', ')}
      </span>
    </li>
  );
}

interface Props {
  imageId: string;
  /** The history of this reading, and not of the picture's own labels. */
  reading?: string | undefined;
}

function Revisions({ imageId, reading }: Props) {
  const revisions = useRevisions(imageId, reading);
  return (
    <QueryView query={revisions}>
      {(items) => (
        <ol className={styles['revisions']} data-testid="revisions">
          {items.map((one) => (
            <Revision key={one.revision} one={one} />
          ))}
        </ol>
      )}
    </QueryView>
  );
}

/** Who changed what and when; asked for when it is opened. */
export function HistoryPanel(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('editor.history')}</summary>
      {open && <Revisions {...props} />}
    </details>
  );
}

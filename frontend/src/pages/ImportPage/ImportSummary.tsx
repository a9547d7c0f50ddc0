import { useTranslation } from 'react-i18next';
import type { LabelImport } from '../../api/types';
import { Notice } from '../../components/Notice/Notice';
import { en } from '../../i18n/en';
import { toApply } from './mapping';

/** What is missing; the other notes say what the file is. */
const WARNS: ReadonlySet<LabelImport['notes'][number]['code']> = new Set([
  'yolo-without-classes',
  'project-without-files',
]);

const isReason = (word: string): word is keyof typeof en.imports.reason =>
  word in en.imports.reason;

function LeftOut({ skipped }: { skipped: Record<string, number> }) {
  const { t } = useTranslation();
  return (
    <Notice tone="warn" title={t('imports.skippedTitle')}>
      <ul>
        {Object.entries(skipped).map(([reason, count]) => (
          <li key={reason}>
            <span className="number">{count}</span>{' '}
            {isReason(reason) ? t(`imports.reason.${reason}`) : reason}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** How many pictures there are labels for, what is left out, and what else is to be known. */
export function ImportSummary({ shown }: { shown: LabelImport }) {
  const { t } = useTranslation();
  const { pictures, notes, skipped } = shown;
  const count = (pictures['ready'] ?? 0) + (pictures['applied'] ?? 0);
  const hasHead = count > 0 || toApply(shown) === 0;
  return (
    <>
      {shown.step === 'read' && shown.job.state === 'succeeded' && hasHead && (
        <h2>{count > 0 ? t('imports.found', { count }) : t('imports.nothing')}</h2>
      )}
      <ul data-testid="import-outcomes">
        {Object.entries(pictures).map(([outcome, n]) => (
          <li key={outcome}>
            <span className="number">{n}</span>{' '}
            {t(`imports.outcome.${outcome as keyof typeof en.imports.outcome}`)}
          </li>
        ))}
      </ul>
      {notes.map((note) => (
        <Notice key={note.code} tone={WARNS.has(note.code) ? 'warn' : 'info'}>
          {t(`imports.note.${note.code}`, { count: note.count })}
        </Notice>
      ))}
      {Object.keys(skipped).length > 0 && <LeftOut skipped={skipped} />}
    </>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import { type ReviewAction, useReview } from '../../api/queries/annotations';
import type { Annotation } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { Button } from '../../components/Button/Button';
import { TextField } from '../../components/Field/Field';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import styles from './EditorPage.module.css';

type State = NonNullable<Annotation['state']>;

const tones = { draft: 'plain', submitted: 'accent', accepted: 'good', returned: 'warn' } as const;

const actionsOf: Record<State, readonly ReviewAction[]> = {
  draft: ['submit'],
  submitted: ['accept', 'return', 'reopen'],
  accepted: ['reopen'],
  returned: ['submit'],
};

/** Draft, submitted, accepted or returned with a note, and the steps from here. */
export function ReviewPanel({ editor, annotation }: { editor: Editor; annotation: Annotation }) {
  const { t } = useTranslation();
  const review = useReview(annotation.image_id);
  const [note, setNote] = useState('');
  const [reviewedAt, setReviewedAt] = useState(editor.edits);
  const known = review.data ?? annotation;
  // A change makes a draft of what was submitted or accepted.
  const isOld = editor.edits !== reviewedAt && known.state !== 'returned';
  const state = isOld ? 'draft' : (known.state ?? 'draft');
  const words = isOld ? null : known.note;
  const take = (action: ReviewAction) => {
    review.mutate(
      { action, note: note.trim() === '' ? null : note.trim() },
      {
        onSuccess: () => {
          setNote('');
          setReviewedAt(editor.edits);
          void editor.pull();
        },
      },
    );
  };
  return (
    <section aria-label={t('editor.review.title')}>
      <h2>{t('editor.review.title')}</h2>
      <p data-testid="review-state" data-state={state}>
        <Badge tone={tones[state]}>{t(`editor.review.${state}`)}</Badge>
      </p>
      {words !== null && words !== '' && <Notice tone="info">{words}</Notice>}
      {review.error && <ProblemNotice error={review.error} />}
      <TextField
        label={t('editor.review.note')}
        value={note}
        maxLength={2000}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className={styles['chips']}>
        {actionsOf[state].map((action) => (
          <Button
            key={action}
            busy={review.isPending}
            disabled={editor.save.kind !== 'saved' || (action === 'return' && note.trim() === '')}
            onClick={() => take(action)}
          >
            {t(`editor.review.${action}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Editor } from '../../annotations/Editor';
import { type ReviewAction, useReview } from '../../api/queries/annotations';
import { useProject } from '../../api/queries/projects';
import type { Annotation, Role } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { Button } from '../../components/Button/Button';
import { TextField } from '../../components/Field/Field';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { may } from '../../lib/roles';
import styles from './EditorPage.module.css';
import { ReviewSteps } from './ReviewSteps';

type State = NonNullable<Annotation['state']>;

const tones = { draft: 'plain', submitted: 'accent', accepted: 'good', returned: 'warn' } as const;

/** The steps from each state, and the lowest role that takes them. */
const stepsFrom: Record<State, Partial<Record<ReviewAction, Role>>> = {
  draft: { submit: 'annotator' },
  submitted: { accept: 'reviewer', return: 'reviewer', reopen: 'annotator' },
  accepted: { reopen: 'reviewer' },
  returned: { submit: 'annotator' },
};

function actionsOf(state: State, role: Role | undefined): ReviewAction[] {
  const steps = Object.entries(stepsFrom[state]) as [ReviewAction, Role][];
  return steps.filter(([, least]) => may(role, least)).map(([action]) => action);
}

interface Props {
  editor: Editor;
  annotation: Annotation;
  projectId: string;
}

/** Draft, submitted, accepted or returned with a note, and the steps from here that one's role may take. */
export function ReviewPanel({ editor, annotation, projectId }: Props) {
  const { t } = useTranslation();
  const review = useReview(annotation.image_id);
  const role = useProject(projectId).data?.role;
  const [note, setNote] = useState('');
  const [reviewedAt, setReviewedAt] = useState(editor.edits);
  const known = review.data ?? annotation;
  // A change makes a draft of what was submitted or accepted.
  const isOld = editor.edits !== reviewedAt && known.state !== 'returned';
  const state = isOld ? 'draft' : (known.state ?? 'draft');
  const words = isOld ? null : known.note;
  const actions = actionsOf(state, role);
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
      {actions.length > 0 ? (
        <TextField
          label={t('editor.review.note')}
          value={note}
          maxLength={2000}
          onChange={(event) => setNote(event.target.value)}
        />
      ) : (
        role !== undefined && <p className="quiet">{t('editor.review.notYours')}</p>
      )}
      <div className={styles['chips']}>
        {actions.map((action) => (
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
      <ReviewSteps imageId={annotation.image_id} />
      <Link to={`/images/${annotation.image_id}/readings`}>{t('readings.link')}</Link>
    </section>
  );
}

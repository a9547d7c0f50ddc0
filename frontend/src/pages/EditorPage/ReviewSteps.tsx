import { useTranslation } from 'react-i18next';
import { useReviews } from '../../api/queries/annotations';
import { formatWhen } from '../../lib/format';
import styles from './EditorPage.module.css';

/** Who took which step of the review, with which words, the newest first. */
export function ReviewSteps({ imageId }: { imageId: string }) {
  const { t, i18n } = useTranslation();
  const steps = useReviews(imageId).data ?? [];
  if (steps.length === 0) return null;
  return (
    <details>
      <summary>{t('editor.review.steps')}</summary>
      <ol className={styles['revisions']} data-testid="review-steps">
        {steps.map(({ revision, action, author, note, created_at: at }) => (
          <li key={revision}>
            {t(`editor.review.did.${action}`)}
            {note !== null && `: ${note}`}
            <span className="quiet">
              {[author, formatWhen(at, i18n.language)].filter(Boolean).join(', ')}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

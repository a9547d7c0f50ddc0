import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Beginning } from '../../api/queries/annotations';
import { useBeginReading } from '../../api/queries/readings';
import type { Picture } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { BeginChoices } from '../EditorPage/BeginChoices';
import styles from './ReadingsPage.module.css';

/** From what one's own reading begins; then it is labelled in the editor. */
export function BeginReading({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const begin = useBeginReading(picture.id);
  const navigate = useNavigate();
  const start = (body: Beginning) =>
    begin.mutate(body, {
      onSuccess: ({ id }) => void navigate(`/images/${picture.id}/annotate?reading=${id}`),
    });
  return (
    <section aria-label={t('readings.begin')} className={styles['begin']}>
      <h2>{t('readings.begin')}</h2>
      <p className="quiet">{t('readings.alone')}</p>
      {begin.error && <ProblemNotice error={begin.error} />}
      {open ? (
        <BeginChoices projectId={picture.project_id} busy={begin.isPending} onBegin={start} />
      ) : (
        <div>
          <Button look="primary" onClick={() => setOpen(true)} data-testid="begin-reading">
            {t('readings.beginButton')}
          </Button>
        </div>
      )}
    </section>
  );
}

import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useStartAnnotation } from '../../api/queries/annotations';
import { thumbnailUrl } from '../../api/urls';
import type { Picture } from '../../api/types';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { BeginChoices } from './BeginChoices';
import { ImportForm } from './ImportForm';
import styles from './EditorPage.module.css';

interface Props {
  picture: Picture;
  /** 0, or the one at which labels were taken back. */
  revision: number;
  /** Named by the address: started from without asking. */
  predictionId: string | null;
}

/** A picture that nobody has labelled yet: from what to begin. */
export function StartPage({ picture, revision, predictionId }: Props) {
  const { t } = useTranslation();
  const start = useStartAnnotation(picture.id);
  const asked = useRef(false);
  useEffect(() => {
    if (predictionId === null || asked.current) return;
    asked.current = true;
    start.mutate({ revision, body: { prediction_id: predictionId } });
  }, [predictionId, revision, start]);
  return (
    <main className={styles['start']} data-testid="editor-start">
      <Link to={`/projects/${picture.project_id}?tab=pictures`}>
        <ArrowLeft size={16} aria-hidden /> {t('editor.toProject')}
      </Link>
      <img src={thumbnailUrl(picture.id)} alt="" />
      <h1>{t('editor.startTitle', { name: picture.filename })}</h1>
      {start.error && <ProblemNotice error={start.error} />}
      <BeginChoices
        projectId={picture.project_id}
        busy={start.isPending}
        onBegin={(body) => start.mutate({ revision, body })}
      />
      <section>
        <h2>{t('editor.fromFile')}</h2>
        <ImportForm imageId={picture.id} revision={revision} />
      </section>
      <p>
        <Link to={`/images/${picture.id}/readings`}>{t('readings.link')}</Link>
      </p>
    </main>
  );
}

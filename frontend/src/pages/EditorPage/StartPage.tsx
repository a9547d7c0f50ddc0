import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useStartAnnotation } from '../../api/queries/annotations';
import { usePredictions } from '../../api/queries/predictions';
import { thumbnailUrl } from '../../api/urls';
import type { CellClass, Picture, PredictionSummary } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { formatWhen } from '../../lib/format';
import { ClassesForm } from './ClassesForm';
import { ImportForm } from './ImportForm';
import styles from './EditorPage.module.css';

interface Props {
  picture: Picture;
  /** Named by the address: started from without asking. */
  predictionId: string | null;
}

function PredictionChoice({
  predictions,
  busy,
  onChoose,
}: {
  predictions: PredictionSummary[];
  busy: boolean;
  onChoose: (id: string) => void;
}) {
  const { t, i18n } = useTranslation();
  if (predictions.length === 0) return <p className="quiet">{t('editor.noPredictions')}</p>;
  return (
    <ul className={styles['choices']}>
      {predictions.map(({ id, model, created_at }) => (
        <li key={id}>
          <Button busy={busy} onClick={() => onChoose(id)}>
            {model} · {formatWhen(created_at, i18n.language)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** A picture that nobody has labelled yet: from what to begin. */
export function StartPage({ picture, predictionId }: Props) {
  const { t } = useTranslation();
  const start = useStartAnnotation(picture.id);
  const predictions = usePredictions(picture.project_id);
  const [classes, setClasses] = useState<CellClass[]>([]);
  const asked = useRef(false);
  const begin = (id: string) => start.mutate({ revision: 0, body: { prediction_id: id } });
  useEffect(() => {
    if (predictionId === null || asked.current) return;
    asked.current = true;
    start.mutate({ revision: 0, body: { prediction_id: predictionId } });
  }, [predictionId, start]);
  const done = predictions.data?.filter(({ state }) => state === 'succeeded') ?? [];
  return (
    <main className={styles['start']} data-testid="editor-start">
      <Link to={`/projects/${picture.project_id}`}>
        <ArrowLeft size={16} aria-hidden /> {t('editor.toProject')}
      </Link>
      <img src={thumbnailUrl(picture.id)} alt="" />
      <h1>{t('editor.startTitle', { name: picture.filename })}</h1>
      {start.error && <ProblemNotice error={start.error} />}
      <section>
        <h2>{t('editor.fromPrediction')}</h2>
        <PredictionChoice predictions={done} busy={start.isPending} onChoose={begin} />
      </section>
      <section>
        <h2>{t('editor.fromNothing')}</h2>
        <ClassesForm
          classes={classes}
          suggestions={done.flatMap((one) => one.classes)}
          onChange={setClasses}
        />
        <Button
          busy={start.isPending}
          disabled={classes.length === 0}
          onClick={() => start.mutate({ revision: 0, body: { empty: true, classes } })}
        >
          {t('editor.startEmpty')}
        </Button>
      </section>
      <section>
        <h2>{t('editor.fromFile')}</h2>
        <ImportForm imageId={picture.id} revision={0} />
      </section>
    </main>
  );
}

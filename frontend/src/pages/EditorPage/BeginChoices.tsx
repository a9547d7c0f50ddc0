import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Beginning } from '../../api/queries/annotations';
import { usePredictions } from '../../api/queries/predictions';
import type { CellClass, PredictionSummary } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { QueryView } from '../../components/QueryView/QueryView';
import { formatWhen } from '../../lib/format';
import { ClassesForm } from './ClassesForm';
import styles from './EditorPage.module.css';

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

interface Props {
  projectId: string;
  busy: boolean;
  onBegin: (body: Beginning) => void;
}

/** Labels begin from a prediction's cells, or from nothing with classes to choose. */
export function BeginChoices({ projectId, busy, onBegin }: Props) {
  const { t } = useTranslation();
  const predictions = usePredictions(projectId);
  const [classes, setClasses] = useState<CellClass[]>([]);
  const succeeded = (list: PredictionSummary[]) =>
    list.filter(({ state }) => state === 'succeeded');
  return (
    <>
      <section>
        <h2>{t('editor.fromPrediction')}</h2>
        <QueryView query={predictions}>
          {(list) => (
            <PredictionChoice
              predictions={succeeded(list)}
              busy={busy}
              onChoose={(id) => onBegin({ prediction_id: id })}
            />
          )}
        </QueryView>
      </section>
      <section>
        <h2>{t('editor.fromNothing')}</h2>
        <ClassesForm
          classes={classes}
          suggestions={succeeded(predictions.data ?? []).flatMap((one) => one.classes)}
          onChange={setClasses}
        />
        <Button
          busy={busy}
          disabled={classes.length === 0}
          onClick={() => onBegin({ empty: true, classes })}
        >
          {t('editor.startEmpty')}
        </Button>
      </section>
    </>
  );
}

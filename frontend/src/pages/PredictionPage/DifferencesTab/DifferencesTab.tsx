import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useDifferences } from '../../../api/queries/differences';
import { usePredictions } from '../../../api/queries/predictions';
import type { Prediction } from '../../../api/types';
import { Confusion } from '../../../components/Confusion/Confusion';
import { SelectField } from '../../../components/Field/Field';
import { QueryView } from '../../../components/QueryView/QueryView';
import { formatWhen } from '../../../lib/format';
import results from '../../../results/Results.module.css';
import { DifferenceTable } from './DifferenceTable';

interface OtherProps {
  prediction: Prediction;
  projectId: string;
  other: string | null;
  onChange: (other: string | null) => void;
}

/** What to hold the prediction against: its corrections, or another prediction of the project. */
function OtherField({ prediction, projectId, other, onChange }: OtherProps) {
  const { t, i18n } = useTranslation();
  const predictions = usePredictions(projectId);
  const others = predictions.data?.filter(
    ({ id, state }) => id !== prediction.id && state === 'succeeded',
  );
  return (
    <SelectField
      label={t('differences.with')}
      value={other ?? ''}
      onChange={(event) => onChange(event.target.value || null)}
      data-testid="differences-with"
    >
      <option value="">{t('differences.corrections')}</option>
      {others?.map(({ id, model, confidence, created_at: at }) => (
        <option key={id} value={id}>
          {model} · {confidence.toFixed(2)} · {formatWhen(at, i18n.language)}
        </option>
      ))}
    </SelectField>
  );
}

/** A prediction against another one, or against what people made of it, cell by cell. The address names the other. */
export function DifferencesTab({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const other = parameters.get('with');
  const differences = useDifferences(prediction.id, other);
  const choose = (id: string | null) => {
    const next = new URLSearchParams(parameters);
    if (id === null) next.delete('with');
    else next.set('with', id);
    setParameters(next, { replace: true });
  };
  const { project_id: projectId } = prediction;
  return (
    <div className={results['stack']} data-testid="differences">
      {projectId != null && (
        <div className={results['choice']}>
          <OtherField
            prediction={prediction}
            projectId={projectId}
            other={other}
            onChange={choose}
          />
        </div>
      )}
      <QueryView query={differences}>
        {(data) => {
          const leftOut = data.left_out.reduce((sum, count) => sum + count, 0);
          return (
            <>
              <p className="quiet">{t('differences.explain', { overlap: data.least_overlap })}</p>
              {leftOut > 0 && <p>{t('differences.leftOut', { count: leftOut })}</p>}
              {data.total.differing === 0 && <p>{t('differences.none')}</p>}
              <DifferenceTable differences={data} />
              <Confusion classes={data.classes} confusion={data.total.confusion} />
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

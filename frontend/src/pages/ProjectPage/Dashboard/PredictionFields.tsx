import { useTranslation } from 'react-i18next';
import type { Labels } from '../../../api/queries/statistics';
import type { PredictionSummary } from '../../../api/types';
import { SelectField } from '../../../components/Field/Field';
import { formatScore, formatWhen } from '../../../lib/format';
import { LabelsField } from '../../../results/LabelsField';
import { type DashboardState, OTHER_LABELS } from './useDashboard';
import styles from './Dashboard.module.css';

interface Props {
  list: readonly PredictionSummary[];
  chosen: PredictionSummary;
  beside: string | null;
  labels: Labels;
  onChange: (change: Partial<DashboardState>) => void;
  onLabels: (labels: Labels) => void;
}

function PredictionOption({ prediction }: { prediction: PredictionSummary }) {
  const { t, i18n } = useTranslation();
  const { id, model, confidence, created_at: at, image_count: count, state } = prediction;
  const facts = [
    model,
    formatScore(confidence),
    formatWhen(at, i18n.language),
    t('statistics.stamp.pictures', { count }),
    ...(state === 'succeeded' ? [] : [t(`jobs.state.${state}`)]),
  ];
  return <option value={id}>{facts.join(' · ')}</option>;
}

/** Which prediction, whose labels, and what stands beside it. */
export function PredictionFields({ list, chosen, beside, labels, onChange, onLabels }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles['fields']}>
      <div className={styles['wide']}>
        <SelectField
          label={t('dashboard.prediction')}
          value={chosen.id}
          onChange={(event) => onChange({ prediction: event.target.value })}
          data-testid="dashboard-prediction"
        >
          {list.map((one) => (
            <PredictionOption key={one.id} prediction={one} />
          ))}
        </SelectField>
      </div>
      <LabelsField value={labels} onChange={onLabels} />
      <div className={styles['wide']}>
        <SelectField
          label={t('dashboard.beside')}
          value={beside ?? ''}
          onChange={(event) => onChange({ beside: event.target.value || null })}
          data-testid="dashboard-beside"
        >
          <option value="">{t('dashboard.nothing')}</option>
          <option value={OTHER_LABELS}>
            {t(labels === 'predicted' ? 'dashboard.itsCorrections' : 'dashboard.itsPrediction')}
          </option>
          {list
            .filter(({ id, state }) => id !== chosen.id && state === 'succeeded')
            .map((one) => (
              <PredictionOption key={one.id} prediction={one} />
            ))}
        </SelectField>
      </div>
    </div>
  );
}

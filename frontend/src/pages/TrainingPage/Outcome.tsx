import { useTranslation } from 'react-i18next';
import type { TrainingComparison, Training } from '../../api/types';
import { Notice, type Tone } from '../../components/Notice/Notice';
import { Decision } from './Decision';
import { Details } from './Details';
import { DifferentPictures } from './DifferentPictures';
import { MetricTable } from './MetricTable';
import styles from './TrainingPage.module.css';

const tones: Record<TrainingComparison['verdict'], Tone> = {
  better: 'good',
  worse: 'warn',
  'not-distinguishable': 'info',
};

function Verdict({ comparison }: { comparison: TrainingComparison }) {
  const { t } = useTranslation();
  const { verdict, hold_out: held } = comparison;
  return (
    <div data-testid="verdict" data-verdict={verdict}>
      <Notice tone={tones[verdict]} title={t(`trainings.verdictTitle.${verdict}`)}>
        {t(`trainings.verdictText.${verdict}`)}{' '}
        {t('trainings.heldOut', { count: held.pictures, cells: held.cells })}
      </Notice>
    </div>
  );
}

/** One picture can be resampled in one way only: there is nothing to tell chance by. */
const hasIntervals = ({ metrics }: TrainingComparison) =>
  metrics.some(({ difference }) => difference.low !== null);

/** The end of a training that succeeded: old against new, and the decision. */
export function Outcome({ training }: { training: Training }) {
  const { t } = useTranslation();
  const { comparison } = training;
  return (
    <section className={styles['section']}>
      <h2>{t('trainings.outcome')}</h2>
      {comparison ? (
        <>
          <Verdict comparison={comparison} />
          <Decision training={training} />
          <MetricTable comparison={comparison} />
          <p className={styles['note']}>
            {t(hasIntervals(comparison) ? 'trainings.intervals' : 'trainings.noIntervals')}
          </p>
          <Details comparison={comparison} />
          <DifferentPictures trainingId={training.id} pictures={comparison.pictures} />
        </>
      ) : (
        <>
          <Notice tone="warn">{t('trainings.noComparison')}</Notice>
          <Decision training={training} />
        </>
      )}
    </section>
  );
}

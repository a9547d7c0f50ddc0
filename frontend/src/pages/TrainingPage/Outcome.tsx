import { useTranslation } from 'react-i18next';
import type { TrainingComparison, Training } from '../../api/types';
import { Notice, type Tone } from '../../components/Notice/Notice';
import { formatNumber } from '../../lib/format';
import { Decision } from './Decision';
import { Details } from './Details';
import { DifferentPictures } from './DifferentPictures';
import { MetricTable } from './MetricTable';
import styles from './TrainingPage.module.css';

const tones: Record<TrainingComparison['verdict'] | 'unjudged', Tone> = {
  better: 'good',
  worse: 'warn',
  'not-distinguishable': 'info',
  unjudged: 'info',
};

/** Too few pictures to draw others from: there is nothing to tell chance by. */
const isJudged = ({ metrics }: TrainingComparison) =>
  metrics.some(({ difference }) => difference.low !== null);

function Verdict({ comparison }: { comparison: TrainingComparison }) {
  const { t, i18n } = useTranslation();
  const { hold_out: held } = comparison;
  const number = formatNumber(held.cells, i18n.language);
  const cells = t('sheet.cells', { count: held.cells, number });
  const verdict = isJudged(comparison) ? comparison.verdict : 'unjudged';
  return (
    <div data-testid="verdict" data-verdict={verdict}>
      <Notice tone={tones[verdict]} title={t(`trainings.verdictTitle.${verdict}`)}>
        {t(`trainings.verdictText.${verdict}`)}{' '}
        {t('trainings.heldOut', { count: held.pictures, cells })}
      </Notice>
    </div>
  );
}

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
          {isJudged(comparison) && <p className={styles['note']}>{t('trainings.intervals')}</p>}
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

import { useTranslation } from 'react-i18next';
import type { Training } from '../../api/types';
import { LineChart } from '../../components/LineChart/LineChart';
import { type Range, type Series } from '../../components/LineChart/scale';
import { curvesOf, type Curves } from './curves';
import { useFigureName } from './useFigureName';
import styles from './TrainingPage.module.css';

const SCORES: Range = [0, 1];

function NetworkCurves({ network, across, losses, scores }: Curves) {
  const { t } = useTranslation();
  const nameOf = useFigureName();
  const named = (series: Series[]) => series.map((one) => ({ ...one, name: nameOf(one.name) }));
  const title = (what: string) => `${nameOf(network)}: ${what}`;
  return (
    <>
      {scores.length > 0 && (
        <LineChart
          title={title(t('trainings.scores'))}
          name={`${network}-scores`}
          across={t(`trainings.across.${across}`)}
          series={named(scores)}
          range={SCORES}
        />
      )}
      {losses.length > 0 && (
        <LineChart
          title={title(t('trainings.losses'))}
          name={`${network}-losses`}
          across={t(`trainings.across.${across}`)}
          series={named(losses)}
        />
      )}
    </>
  );
}

/** How the networks learned so far; it grows while the training runs. */
export function TrainingCurves({ training }: { training: Training }) {
  const { t } = useTranslation();
  const curves = curvesOf(training.history);
  return (
    <section
      className={styles['section']}
      data-testid="curves"
      data-points={training.history.length}
    >
      <h2>{t('trainings.curves')}</h2>
      {curves.length === 0 ? (
        <p className="quiet">{t('trainings.noCurves')}</p>
      ) : (
        <div className={styles['charts']}>
          {curves.map((one) => (
            <NetworkCurves key={one.network} {...one} />
          ))}
        </div>
      )}
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { Training } from '../../api/types';
import { formatWhen } from '../../lib/format';
import styles from './TrainingPage.module.css';

/** What the version rests on: where it started, how it was trained and on which frozen labels. */
export function TrainingFacts({ training }: { training: Training }) {
  const { t, i18n } = useTranslation();
  const { plan } = training;
  const facts = [
    [t('trainings.makes'), training.model],
    ...(plan
      ? [
          [
            t('trainings.startedFrom'),
            t(plan.start === plan.base ? 'trainings.fromBase' : 'trainings.fromVersion', {
              model: plan.start,
            }),
          ],
          [t('fineTune.mode'), t(`fineTune.modes.${plan.mode}`)],
          [t('fineTune.units'), plan.units.map((unit) => t(`fineTune.unit.${unit}`)).join(', ')],
        ]
      : []),
    [t('trainings.snapshot'), training.snapshot_sha256.slice(0, 12)],
    [t('jobs.started'), formatWhen(training.created_at, i18n.language)],
  ];
  return (
    <dl className={styles['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

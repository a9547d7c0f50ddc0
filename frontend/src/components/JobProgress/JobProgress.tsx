import { useTranslation } from 'react-i18next';
import { isFinal } from '../../api/jobEvents';
import { useCancelJob } from '../../api/queries/jobs';
import type { Job } from '../../api/types';
import { en } from '../../i18n/en';
import { elapsedSeconds, remainingSeconds } from '../../lib/eta';
import { formatDuration } from '../../lib/format';
import { Button } from '../Button/Button';
import { ProblemNotice } from '../ProblemNotice/ProblemNotice';
import { ProgressBar } from '../ProgressBar/ProgressBar';
import { useNow } from './useNow';
import styles from './JobProgress.module.css';

const isStage = (word: string): word is keyof typeof en.jobs.stage => word in en.jobs.stage;
type Counted<Key> = Key extends `${infer Word}_other` ? Word : never;
const isUnit = (word: string): word is Counted<keyof typeof en.jobs.unit> =>
  `${word}_other` in en.jobs.unit;

function Words({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { done, total, unit, stage } = job.progress;
  const now = useNow(!isFinal(job.state));
  const left = remainingSeconds(job, now);
  const words = [
    isStage(stage) ? t(`jobs.stage.${stage}`) : stage,
    t('jobs.elapsed', { time: formatDuration(elapsedSeconds(job, now)) }),
    left === null ? null : t('jobs.eta', { time: formatDuration(left) }),
  ];
  return (
    <div className={styles['words']}>
      <strong className="number" role="status" data-testid="job-progress">
        {total === 0
          ? t(`jobs.kind.${job.kind}`)
          : t('jobs.progress', {
              done,
              total,
              unit: isUnit(unit) ? t(`jobs.unit.${unit}`, { count: total }) : unit,
            })}
      </strong>
      <span className="quiet number">{words.filter((word) => word !== null).join(' · ')}</span>
    </div>
  );
}

/** A job that waits or runs: how far, what it does, how long yet, and a way to stop it. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation();
  const cancel = useCancelJob();
  const { done, total } = job.progress;
  const share = job.state === 'queued' || total === 0 ? null : done / total;
  return (
    <div className={styles['progress']}>
      <div className={styles['line']}>
        <Words job={job} />
        <Button busy={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
          {t('jobs.cancel')}
        </Button>
      </div>
      <ProgressBar label={t(`jobs.kind.${job.kind}`)} share={share} />
      {cancel.error && <ProblemNotice error={cancel.error} />}
    </div>
  );
}

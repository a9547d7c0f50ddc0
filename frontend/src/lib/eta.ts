import type { Job } from '../api/types';

/** Seconds since the job started; 0 before that. */
export function elapsedSeconds(job: Job, now: number): number {
  if (!job.started_at) return 0;
  const end = job.finished_at ? Date.parse(job.finished_at) : now;
  return Math.max(0, (end - Date.parse(job.started_at)) / 1000);
}

/**
 * Seconds that are left; null while nothing is done or the job does not run. A training's stages differ, so the service
 * says when it will end; of a prediction the pace so far does.
 */
export function remainingSeconds(job: Job, now: number): number | null {
  const { done, total } = job.progress;
  const { expected_end: end } = job;
  if (job.state !== 'running') return null;
  if (end !== null) return Math.max(0, (Date.parse(end) - now) / 1000);
  if (job.kind === 'training' || done <= 0 || total <= 0) return null;
  return (elapsedSeconds(job, now) / done) * (total - done);
}

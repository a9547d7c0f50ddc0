import { urlOf } from './urls';
import type { Job, JobState } from './types';

const FINAL: ReadonlySet<JobState> = new Set(['succeeded', 'failed', 'cancelled']);

export const isFinal = (state: string): boolean => FINAL.has(state as JobState);

/**
 * Follows a job by server-sent events until it ends.
 * The browser reconnects on its own; `onLost` tells that it gave up, so that the caller polls instead.
 * @returns a function that stops following
 */
export function followJob(id: string, onJob: (job: Job) => void, onLost: () => void): () => void {
  const source = new EventSource(urlOf('/api/v1/jobs/{job_id}/events', { job_id: id }), {
    withCredentials: true,
  });
  source.addEventListener('progress', (event: MessageEvent<string>) => {
    const job = JSON.parse(event.data) as Job;
    onJob(job);
    if (isFinal(job.state)) source.close();
  });
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onLost();
  };
  return () => source.close();
}

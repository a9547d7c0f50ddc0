import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, unwrap } from '../client';
import { followJob, isFinal } from '../jobEvents';
import type { Job } from '../types';

const jobKey = (id: string) => ['job', id] as const;
const POLL_MS = 2000;

export function useJobs() {
  return useQuery({
    queryKey: ['jobs'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/jobs'))).items,
    refetchInterval: ({ state }) =>
      state.data?.some((job) => !isFinal(job.state)) ? 3000 : 30_000,
  });
}

/** The job, kept current by server-sent events; by polling where those do not come through. */
export function useJob(id: string | undefined) {
  const client = useQueryClient();
  const [lost, setLost] = useState(false);
  const query = useQuery({
    queryKey: jobKey(id ?? ''),
    queryFn: () =>
      unwrap(api.GET('/api/v1/jobs/{job_id}', { params: { path: { job_id: id ?? '' } } })),
    enabled: id !== undefined,
    refetchInterval: ({ state }) =>
      lost && state.data && !isFinal(state.data.state) ? POLL_MS : false,
  });
  const open = query.data !== undefined && !isFinal(query.data.state);
  useEffect(() => {
    if (id === undefined || !open || lost) return;
    const keep = (job: Job) => void client.setQueryData(jobKey(id), job);
    return followJob(id, keep, () => setLost(true));
  }, [client, id, open, lost]);
  return query;
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/jobs/{job_id}/cancel', { params: { path: { job_id: id } } })),
    onSuccess: (job) => {
      client.setQueryData(jobKey(job.id), job);
      return client.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../api/types';

/** The result is fetched anew when another picture is ready, and when the job ends. */
export function useFreshResult(predictionId: string, job: Job | undefined) {
  const client = useQueryClient();
  const done = job?.progress.done;
  const state = job?.state;
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['prediction', predictionId] });
  }, [client, predictionId, done, state]);
}

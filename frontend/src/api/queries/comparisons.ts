import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../client';
import { isFinal } from '../jobEvents';
import { allPages } from '../paging';
import type { components } from '../schema';
import type { ComparisonRequest, Job } from '../types';

type Body = components['schemas']['ComparisonRequest'];

const POLL_MS = 3000;

const pollWhile = (jobs: readonly Job[] | undefined) =>
  jobs?.some(({ state }) => !isFinal(state)) ? POLL_MS : false;

/** All comparisons of the person, newest first. */
export function useComparisons() {
  return useQuery({
    queryKey: ['comparisons'],
    queryFn: () =>
      allPages((cursor) =>
        unwrap(api.GET('/api/v1/comparisons', { params: { query: { cursor } } })),
      ),
    refetchInterval: ({ state }) => pollWhile(state.data?.flatMap(({ jobs }) => jobs)),
  });
}

/** The table with the curves so far, asked for again while one of its trainings is under way. */
export function useComparison(id: string) {
  return useQuery({
    queryKey: ['comparison', id],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/comparisons/{comparison_id}', { params: { path: { comparison_id: id } } }),
      ),
    refetchInterval: ({ state }) => pollWhile(state.data?.rows.map(({ job }) => job)),
  });
}

/** Id of the project that a training belongs to; null for none. It never changes. */
export function useProjectOf(trainingId: string | undefined) {
  return useQuery({
    queryKey: ['project-of-training', trainingId],
    queryFn: async () => {
      const path = { training_id: trainingId ?? '' };
      const training = await unwrap(
        api.GET('/api/v1/trainings/{training_id}', { params: { path } }),
      );
      return training.project_id;
    },
    enabled: trainingId !== undefined,
    staleTime: Infinity,
  });
}

export function useStartComparison() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: ComparisonRequest; key: string }) =>
      unwrap(
        api.POST('/api/v1/comparisons', {
          // The client's type wants the fields too that the service fills in.
          body: body as Body,
          params: { header: { 'Idempotency-Key': key } },
        }),
      ),
    onSuccess: () =>
      Promise.all(
        ['comparisons', 'trainings', 'jobs'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}

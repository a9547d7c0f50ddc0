import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../client';
import { isFinal } from '../jobEvents';
import { allPages } from '../paging';
import type { components } from '../schema';
import type { HeldOutPicture, TrainingRequest } from '../types';

const trainingKey = (id: string) => ['training', id] as const;
const POLL_MS = 2000;

type Body = components['schemas']['TrainingRequest'];

/** The client's type wants the fields too that the service fills in. */
const whole = (request: TrainingRequest) => request as Body;

export function useTrainings(projectId: string) {
  return useQuery({
    queryKey: ['trainings', projectId],
    queryFn: () =>
      allPages((cursor) =>
        unwrap(api.GET('/api/v1/trainings', { params: { query: { project: projectId, cursor } } })),
      ),
    refetchInterval: ({ state }) =>
      state.data?.some(({ job }) => !isFinal(job.state)) ? 3000 : false,
  });
}

/** The training with its curves so far. Its job comes faster by events; the curves are asked for while it runs. */
export function useTraining(id: string) {
  return useQuery({
    queryKey: trainingKey(id),
    queryFn: () =>
      unwrap(api.GET('/api/v1/trainings/{training_id}', { params: { path: { training_id: id } } })),
    refetchInterval: ({ state }) =>
      state.data && !isFinal(state.data.job.state) ? POLL_MS : false,
  });
}

/** What both models found in a picture of the hold-out, beside its true cells; it never changes. */
export function useHeldOutPicture(trainingId: string, imageId: string) {
  return useQuery({
    queryKey: [...trainingKey(trainingId), 'held-out', imageId],
    queryFn: () => {
      const path = { training_id: trainingId, image_id: imageId };
      // The client forgets that a box has four numbers.
      return unwrap(
        api.GET('/api/v1/trainings/{training_id}/held-out/{image_id}', { params: { path } }),
      ) as Promise<HeldOutPicture>;
    },
    staleTime: Infinity,
  });
}

/** What a training would be made of and what it lacks. The last answer stays while the next one comes. */
export function useTrainingCheck(body: TrainingRequest, enabled: boolean) {
  return useQuery({
    queryKey: ['training-check', body],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/trainings/check', { body: whole(body), signal })),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** The training has the id of the job that is answered. */
export function useStartTraining() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: TrainingRequest; key: string }) =>
      unwrap(
        api.POST('/api/v1/trainings', {
          body: whole(body),
          params: { header: { 'Idempotency-Key': key } },
        }),
      ),
    onSuccess: () =>
      Promise.all(
        ['trainings', 'jobs'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
}

/** Accepting moves the model's champion to the new version; discarding leaves the champion where it is. */
export function useDecide(id: string) {
  const client = useQueryClient();
  const params = { path: { training_id: id } };
  return useMutation({
    mutationFn: async (decision: 'accepted' | 'discarded') => {
      if (decision === 'accepted')
        await unwrap(api.POST('/api/v1/trainings/{training_id}/accept', { params }));
      else await unwrap(api.POST('/api/v1/trainings/{training_id}/discard', { params }));
    },
    onSuccess: () =>
      Promise.all(
        ['training', 'trainings', 'models', 'model'].map((key) =>
          client.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';
import { isFinal } from '../jobEvents';
import { allPages, type Page } from '../paging';
import type { Cell } from '../types';

const predictionsKey = (projectId: string) => ['predictions', projectId] as const;
const CELLS_A_PAGE = 10_000;

export interface PredictionRequest {
  image_ids: string[];
  model: string;
  confidence: number;
}

export function usePredictions(projectId: string) {
  return useQuery({
    queryKey: predictionsKey(projectId),
    queryFn: () =>
      allPages((cursor) =>
        unwrap(
          api.GET('/api/v1/predictions', { params: { query: { project: projectId, cursor } } }),
        ),
      ),
    refetchInterval: ({ state }) => (state.data?.some((p) => !isFinal(p.state)) ? 3000 : false),
  });
}

export function usePrediction(id: string, enabled = true) {
  return useQuery({
    queryKey: ['prediction', id],
    enabled,
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/predictions/{prediction_id}', { params: { path: { prediction_id: id } } }),
      ),
    refetchInterval: ({ state }) => (state.data && !isFinal(state.data.state) ? 2000 : false),
  });
}

/** The route also offers a binary table, which leaves the client's type of the answer open; this asks for JSON. */
async function loadCells(predictionId: string, imageId: string, cursor: string | undefined) {
  const path = { prediction_id: predictionId, image_id: imageId };
  const query = { limit: CELLS_A_PAGE, cursor };
  const page = await unwrap(
    api.GET('/api/v1/predictions/{prediction_id}/images/{image_id}/cells', {
      params: { path, query },
      headers: { Accept: 'application/json' },
    }),
  );
  return page as Page<Cell>;
}

/** Every cell of one picture of a prediction, page after page. */
export const loadAllCells = (predictionId: string, imageId: string): Promise<Cell[]> =>
  allPages((cursor) => loadCells(predictionId, imageId, cursor));

export function useCells(predictionId: string, imageId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['cells', predictionId, imageId],
    queryFn: () => loadAllCells(predictionId, imageId),
    enabled,
    staleTime: Infinity,
  });
}

/** The newest predictions of all projects; those that running jobs belong to are among them. */
export function useNewestPredictions() {
  return useQuery({ queryKey: ['predictions', 'newest'], queryFn: loadNewest });
}

const loadNewest = async () =>
  (await unwrap(api.GET('/api/v1/predictions', { params: { query: { limit: 100 } } }))).items;

/** Submitting answers with a job; its prediction exists already, but only the list tells which it is. */
async function submit(body: PredictionRequest, key: string): Promise<string | null> {
  const header = { 'Idempotency-Key': key };
  const job = await unwrap(api.POST('/api/v1/predictions', { body, params: { header } }));
  const newest = await loadNewest();
  return newest.find(({ job_id }) => job_id === job.id)?.id ?? null;
}

export function useCreatePrediction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: PredictionRequest; key: string }) => submit(body, key),
    // Nobody waits for the lists: what asked may be gone with them, and with it the way to the result.
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['predictions'] });
      void client.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}

export function useDeletePrediction(projectId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      done(
        api.DELETE('/api/v1/predictions/{prediction_id}', {
          params: { path: { prediction_id: id } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: predictionsKey(projectId) }),
  });
}

import { useQuery } from '@tanstack/react-query';
import { whenSent } from '../../annotations/unsent';
import { api, unwrap } from '../client';

/** Pictures most worth correcting, the best first, with the reasons. */
export function useLabelNext(projectId: string, limit: number) {
  return useQuery({
    queryKey: ['label-next', projectId, limit],
    queryFn: async () => {
      await whenSent();
      const params = { path: { project_id: projectId }, query: { limit } };
      return (await unwrap(api.GET('/api/v1/projects/{project_id}/label-next', { params }))).items;
    },
    staleTime: 0,
  });
}

/** Cells of a prediction that nobody looked at yet, those of which the model is least sure first. */
export function useCellsToCheck(
  projectId: string,
  predictionId: string | undefined,
  limit: number,
) {
  return useQuery({
    queryKey: ['label-next-cells', projectId, predictionId, limit],
    queryFn: async () => {
      await whenSent();
      const params = {
        path: { project_id: projectId },
        query: { prediction_id: predictionId, limit },
      };
      return unwrap(api.GET('/api/v1/projects/{project_id}/label-next/cells', { params }));
    },
    enabled: predictionId !== undefined,
    staleTime: 0,
  });
}

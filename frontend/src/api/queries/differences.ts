import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../client';
import type { Differences } from '../types';

/**
 * A prediction against another one of the same pictures, or, where `other` is null, against what people made of it.
 * Kept under its prediction, so that what refreshes a prediction refreshes this.
 */
export function useDifferences(predictionId: string, other: string | null) {
  return useQuery({
    queryKey: ['prediction', predictionId, 'differences', other],
    queryFn: () => {
      const path = { prediction_id: predictionId };
      const query = other === null ? { labels: 'current' as const } : { with: other };
      // The client forgets that there are two sides.
      return unwrap(
        api.GET('/api/v1/predictions/{prediction_id}/differences', { params: { path, query } }),
      ) as Promise<Differences>;
    },
  });
}

import { useQuery } from '@tanstack/react-query';
import { whenSent } from '../../annotations/unsent';
import { api, unwrap } from '../client';
import { allPages, type Page } from '../paging';
import type { Difference, Differences } from '../types';

const CELLS_A_PAGE = 10_000;

/** Labels change without a word to these queries; two predictions stay what they are. */
const freshness = (other: string | null) => (other === null ? { staleTime: 0 } : {});

const sidesOf = (other: string | null) =>
  other === null ? { labels: 'current' as const } : { with: other };

/**
 * A prediction against another one of the same pictures, or, where `other` is null, against what people made of it.
 * Kept under its prediction, so that what refreshes a prediction refreshes this.
 */
export function useDifferences(predictionId: string, other: string | null) {
  return useQuery({
    queryKey: ['prediction', predictionId, 'differences', other],
    queryFn: async () => {
      if (other === null) await whenSent();
      const path = { prediction_id: predictionId };
      const query = sidesOf(other);
      // The client forgets that there are two sides.
      return unwrap(
        api.GET('/api/v1/predictions/{prediction_id}/differences', { params: { path, query } }),
      ) as Promise<Differences>;
    },
    ...freshness(other),
  });
}

async function loadPage(
  predictionId: string,
  other: string | null,
  imageId: string,
  cursor: string | undefined,
) {
  const path = { prediction_id: predictionId, image_id: imageId };
  const query = { ...sidesOf(other), limit: CELLS_A_PAGE, cursor };
  const page = await unwrap(
    api.GET('/api/v1/predictions/{prediction_id}/differences/{image_id}', {
      params: { path, query },
    }),
  );
  // The client forgets that a box is four numbers.
  return page as Page<Difference>;
}

/** Every cell of one picture as both sides have it, those that differ first. */
export function useDifferenceCells(predictionId: string, other: string | null, imageId: string) {
  return useQuery({
    queryKey: ['prediction', predictionId, 'differences', other, imageId],
    queryFn: async () => {
      if (other === null) await whenSent();
      return allPages((cursor) => loadPage(predictionId, other, imageId, cursor));
    },
    ...freshness(other),
  });
}

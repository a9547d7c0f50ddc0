import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, unwrap } from '../client';
import type { Labelled } from '../types';

/** The pictures of a project that somebody labelled; asks nothing without a project. */
export function useLabelled(projectId: string | null) {
  return useQuery({
    queryKey: ['labelled', projectId],
    queryFn: async () => {
      const path = { project_id: projectId ?? '' };
      const page = await unwrap(
        api.GET('/api/v1/projects/{project_id}/annotations', { params: { path } }),
      );
      return page.items;
    },
    enabled: projectId !== null,
    // Editors and sheets change it without a word to this query: each page asks anew, and waits.
    staleTime: 0,
    gcTime: 0,
  });
}

/** The same by the picture's id; empty until it is known. */
export function useLabelledMap(projectId: string): ReadonlyMap<string, Labelled> {
  const { data } = useLabelled(projectId);
  return useMemo(() => new Map(data?.map((one) => [one.image_id, one])), [data]);
}

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { whenSent } from '../../annotations/unsent';
import { api, unwrap } from '../client';
import type { Labelled } from '../types';

/** The pictures of a project that somebody labelled; asks nothing without a project. */
export function useLabelled(projectId: string | null) {
  return useQuery({
    queryKey: ['labelled', projectId],
    queryFn: async () => {
      await whenSent();
      const path = { project_id: projectId ?? '' };
      const page = await unwrap(
        api.GET('/api/v1/projects/{project_id}/annotations', { params: { path } }),
      );
      return page.items;
    },
    enabled: projectId !== null,
    // Editors and sheets change it without a word to this query: each page asks anew, once what they did is sent.
    staleTime: 0,
    gcTime: 0,
  });
}

/** The same by the picture's id; empty until it is known. */
export function useLabelledMap(projectId: string): ReadonlyMap<string, Labelled> {
  const { data } = useLabelled(projectId);
  return useMemo(() => new Map(data?.map((one) => [one.image_id, one])), [data]);
}

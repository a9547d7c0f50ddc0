import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';
import { allPages } from '../paging';
import { inTurns } from '../../lib/inTurns';

export const picturesKey = (projectId: string) => ['pictures', projectId] as const;

export interface PictureChange {
  group?: string | null;
  specimen?: string | null;
  micrometers_per_pixel?: number | null;
}

export function usePictures(projectId: string) {
  return useQuery({
    queryKey: picturesKey(projectId),
    queryFn: () =>
      allPages((cursor) =>
        unwrap(
          api.GET('/api/v1/images', {
            params: { query: { project: projectId, limit: 200, cursor } },
          }),
        ),
      ),
  });
}

export function usePicture(id: string) {
  return useQuery({
    queryKey: ['picture', id],
    queryFn: () =>
      unwrap(api.GET('/api/v1/images/{image_id}', { params: { path: { image_id: id } } })),
  });
}

/** Refetches all that tells of a project's pictures. */
export function useRefreshPictures() {
  const client = useQueryClient();
  return (projectId: string) =>
    Promise.all(
      [picturesKey(projectId), ['picture'], ['groups', projectId], ['projects'], ['project']].map(
        (queryKey) => client.invalidateQueries({ queryKey }),
      ),
    );
}

const changeOne = (id: string, body: PictureChange) =>
  unwrap(api.PATCH('/api/v1/images/{image_id}', { params: { path: { image_id: id } }, body }));

const deleteOne = (id: string) =>
  done(api.DELETE('/api/v1/images/{image_id}', { params: { path: { image_id: id } } }));

export function useChangePictures(projectId: string) {
  const refresh = useRefreshPictures();
  return useMutation({
    mutationFn: ({ ids, change }: { ids: readonly string[]; change: PictureChange }) =>
      inTurns(ids, (id) => changeOne(id, change)),
    onSettled: () => refresh(projectId),
  });
}

export function useDeletePictures(projectId: string) {
  const refresh = useRefreshPictures();
  return useMutation({
    mutationFn: (ids: readonly string[]) => inTurns(ids, deleteOne),
    onSettled: () => refresh(projectId),
  });
}

/** A handful for a preview. */
export function useFirstPictures(projectId: string, enabled: boolean) {
  return useQuery({
    queryKey: [...picturesKey(projectId), 'first'],
    queryFn: async () => {
      const query = { project: projectId, limit: 4 };
      return (await unwrap(api.GET('/api/v1/images', { params: { query } }))).items;
    },
    enabled,
  });
}

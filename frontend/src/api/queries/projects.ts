import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';
import { allPages } from '../paging';

const projectsKey = ['projects'] as const;
export const projectKey = (id: string) => ['project', id] as const;
export const groupsKey = (id: string) => ['groups', id] as const;

export function useProjects() {
  return useQuery({
    queryKey: projectsKey,
    queryFn: () =>
      allPages((cursor) => unwrap(api.GET('/api/v1/projects', { params: { query: { cursor } } }))),
  });
}

export function useProject(id: string) {
  return useQuery({
    queryKey: projectKey(id),
    queryFn: () =>
      unwrap(api.GET('/api/v1/projects/{project_id}', { params: { path: { project_id: id } } })),
  });
}

export function useGroups(projectId: string) {
  return useQuery({
    queryKey: groupsKey(projectId),
    queryFn: async () => {
      const path = { project_id: projectId };
      const page = await unwrap(
        api.GET('/api/v1/projects/{project_id}/groups', { params: { path } }),
      );
      return page.items;
    },
  });
}

function useProjectsChange() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: projectsKey }),
      client.invalidateQueries({ queryKey: ['project'] }),
    ]);
}

export function useCreateProject() {
  return useMutation({
    mutationFn: (name: string) => unwrap(api.POST('/api/v1/projects', { body: { name } })),
    onSuccess: useProjectsChange(),
  });
}

export function useRenameProject() {
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      unwrap(
        api.PATCH('/api/v1/projects/{project_id}', {
          params: { path: { project_id: id } },
          body: { name },
        }),
      ),
    onSuccess: useProjectsChange(),
  });
}

export function useDeleteProject() {
  return useMutation({
    mutationFn: (id: string) =>
      done(api.DELETE('/api/v1/projects/{project_id}', { params: { path: { project_id: id } } })),
    onSuccess: useProjectsChange(),
  });
}

export function useSpecimens(projectId: string) {
  return useQuery({
    queryKey: ['specimens', projectId],
    queryFn: async () => {
      const path = { project_id: projectId };
      const page = await unwrap(
        api.GET('/api/v1/projects/{project_id}/specimens', { params: { path } }),
      );
      return page.items;
    },
  });
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';
import type { Role } from '../types';
import { projectKey } from './projects';

const membersKey = (projectId: string) => ['members', projectId] as const;

/** Everybody in a project, owners first. */
export function useMembers(projectId: string) {
  return useQuery({
    queryKey: membersKey(projectId),
    queryFn: async () => {
      const params = { path: { project_id: projectId } };
      return (await unwrap(api.GET('/api/v1/projects/{project_id}/members', { params }))).items;
    },
  });
}

function useMembersChange(projectId: string) {
  const client = useQueryClient();
  // Nobody waits: the project is not there any more for who has just left it.
  return () => {
    void client.invalidateQueries({ queryKey: membersKey(projectId) });
    void client.invalidateQueries({ queryKey: projectKey(projectId) });
    void client.invalidateQueries({ queryKey: ['projects'] });
  };
}

export function useAddMember(projectId: string) {
  return useMutation({
    mutationFn: (body: { username: string; role: Role }) => {
      const params = { path: { project_id: projectId } };
      return unwrap(api.POST('/api/v1/projects/{project_id}/members', { params, body }));
    },
    onSuccess: useMembersChange(projectId),
  });
}

const pathOf = (projectId: string, userId: string) => ({
  path: { project_id: projectId, user_id: userId },
});

export function useChangeRole(projectId: string) {
  return useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role }) =>
      done(
        api.PATCH('/api/v1/projects/{project_id}/members/{user_id}', {
          params: pathOf(projectId, userId),
          body: { role },
        }),
      ),
    onSuccess: useMembersChange(projectId),
  });
}

/** Lets somebody go; naming oneself is leaving. */
export function useRemoveMember(projectId: string) {
  return useMutation({
    mutationFn: (userId: string) =>
      done(
        api.DELETE('/api/v1/projects/{project_id}/members/{user_id}', {
          params: pathOf(projectId, userId),
        }),
      ),
    onSuccess: useMembersChange(projectId),
  });
}

const LOOK_EVERY_MS = 20_000;

/** Who has which picture of a project open. */
export function useProjectPresence(projectId: string) {
  return useQuery({
    queryKey: ['project-presence', projectId],
    queryFn: async () => {
      const params = { path: { project_id: projectId } };
      return (await unwrap(api.GET('/api/v1/projects/{project_id}/presence', { params }))).items;
    },
    refetchInterval: LOOK_EVERY_MS,
  });
}

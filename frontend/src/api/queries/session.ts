import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';
import { ProblemError } from '../problem';
import type { User } from '../types';

export const sessionKey = ['session'] as const;

export type Credentials = { username: string; password: string } | { key: string };

/** Who is signed in; `null` for nobody. */
async function whoAmI(): Promise<User | null> {
  try {
    return await unwrap(api.GET('/api/v1/users/me'));
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: whoAmI, staleTime: 5 * 60_000 });
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials) => unwrap(api.POST('/api/v1/sessions', { body })),
    onSuccess: (user) => {
      client.setQueryData(sessionKey, user);
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => done(api.DELETE('/api/v1/sessions/current')),
    onSettled: () => {
      client.clear();
      client.setQueryData(sessionKey, null);
    },
  });
}

export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { password?: string; language?: 'en' | 'zh' }) =>
      unwrap(api.PATCH('/api/v1/users/me', { body })),
    onSuccess: (user) => {
      client.setQueryData(sessionKey, user);
    },
  });
}

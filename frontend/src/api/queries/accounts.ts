import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';
import type { NewApiKey } from '../types';

export interface NewUser {
  username: string;
  password: string;
  role: 'admin' | 'user';
  language: 'en' | 'zh';
}

function useInvalidate(key: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [key] });
}

export function useKeys() {
  return useQuery({
    queryKey: ['keys'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/keys'))).items,
  });
}

export function useCreateKey() {
  return useMutation({
    mutationFn: (body: NewApiKey) => unwrap(api.POST('/api/v1/keys', { body })),
    onSuccess: useInvalidate('keys'),
  });
}

export function useRevokeKey() {
  return useMutation({
    mutationFn: (id: string) =>
      done(api.DELETE('/api/v1/keys/{key_id}', { params: { path: { key_id: id } } })),
    onSuccess: useInvalidate('keys'),
  });
}

export function useUsers(enabled: boolean) {
  return useQuery({
    queryKey: ['users'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/users'))).items,
    enabled,
  });
}

export function useCreateUser() {
  return useMutation({
    mutationFn: (body: NewUser) => unwrap(api.POST('/api/v1/users', { body })),
    onSuccess: useInvalidate('users'),
  });
}

export function useResetPassword(id: string) {
  return useMutation({
    mutationFn: (password: string) =>
      done(
        api.PUT('/api/v1/users/{user_id}/password', {
          params: { path: { user_id: id } },
          body: { password },
        }),
      ),
  });
}

export function useDeleteUser() {
  return useMutation({
    mutationFn: (id: string) =>
      done(api.DELETE('/api/v1/users/{user_id}', { params: { path: { user_id: id } } })),
    onSuccess: useInvalidate('users'),
  });
}

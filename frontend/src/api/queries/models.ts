import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../client';

export interface ModelPath {
  owner: string;
  name: string;
}

export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: async () => (await unwrap(api.GET('/api/v1/models'))).items,
    staleTime: 60_000,
  });
}

export function useModel(path: ModelPath) {
  return useQuery({
    queryKey: ['model', path],
    queryFn: () => unwrap(api.GET('/api/v1/models/{owner}/{name}', { params: { path } })),
  });
}

export function useModelVersion(path: ModelPath, version: number | undefined) {
  return useQuery({
    queryKey: ['model', path, version],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/models/{owner}/{name}/versions/{version}', {
          params: { path: { ...path, version: version ?? 0 } },
        }),
      ),
    enabled: version !== undefined,
    staleTime: Infinity,
  });
}

export function useSetAlias(path: ModelPath) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ alias, version }: { alias: string; version: number }) =>
      unwrap(
        api.PUT('/api/v1/models/{owner}/{name}/aliases/{alias}', {
          params: { path: { ...path, alias } },
          body: { version },
        }),
      ),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['models'] }),
        client.invalidateQueries({ queryKey: ['model', path] }),
      ]),
  });
}

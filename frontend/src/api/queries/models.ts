import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, done, unwrap } from '../client';

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

function useRefreshModels() {
  const client = useQueryClient();
  return () =>
    Promise.all(['models', 'model'].map((key) => client.invalidateQueries({ queryKey: [key] })));
}

export function useSetAlias(path: ModelPath) {
  return useMutation({
    mutationFn: ({ alias, version }: { alias: string; version: number }) =>
      unwrap(
        api.PUT('/api/v1/models/{owner}/{name}/aliases/{alias}', {
          params: { path: { ...path, alias } },
          body: { version },
        }),
      ),
    onSuccess: useRefreshModels(),
  });
}

export function useDeleteVersion(path: ModelPath) {
  return useMutation({
    mutationFn: (version: number) =>
      done(
        api.DELETE('/api/v1/models/{owner}/{name}/versions/{version}', {
          params: { path: { ...path, version } },
        }),
      ),
    onSuccess: useRefreshModels(),
  });
}

/** Sends a model package as a zip; the service runs it once before it keeps it, which takes a moment. */
export function useUploadModel() {
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('package', file, file.name);
      return unwrap(
        api.POST('/api/v1/models', {
          body: { package: file.name },
          bodySerializer: () => form,
        }),
      );
    },
    onSuccess: useRefreshModels(),
  });
}

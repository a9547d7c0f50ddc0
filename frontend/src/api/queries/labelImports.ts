import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '../client';
import { noAnswer } from '../problem';
import type { ApplyImport, Job, LabelImport } from '../types';

const FIRST_OF_TABLE = 1000;
const importKey = (id: string) => ['label-import', id] as const;

export function useLabelImport(id: string) {
  return useQuery({
    queryKey: importKey(id),
    queryFn: () =>
      unwrap(api.GET('/api/v1/label-imports/{import_id}', { params: { path: { import_id: id } } })),
  });
}

/** The first thousand pictures of an import, in the order of its file. */
export function useImportedPictures(shown: LabelImport) {
  return useQuery({
    queryKey: [...importKey(shown.id), 'pictures', shown.job.id, shown.job.state],
    queryFn: () => {
      const params = { path: { import_id: shown.id }, query: { limit: FIRST_OF_TABLE } };
      return unwrap(api.GET('/api/v1/label-imports/{import_id}/pictures', { params }));
    },
  });
}

/** Sends a file; answers the id of its import, which the job works on. */
async function send(projectId: string, file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file, file.name);
  const params = { path: { project_id: projectId } };
  const path = '/api/v1/projects/{project_id}/label-imports';
  const job = await unwrap(
    api.POST(path, { params, body: { file: file.name }, bodySerializer: () => form }),
  );
  const { items } = await unwrap(api.GET(path, { params }));
  const found = items.find((one) => one.job.id === job.id);
  if (found === undefined) throw noAnswer();
  return found.id;
}

export function useSendImport(projectId: string) {
  return useMutation({ mutationFn: (file: File) => send(projectId, file) });
}

export type ImportStep =
  | { step: 'apply'; body: ApplyImport }
  | { step: 'read'; choices: Record<string, string> }
  | { step: 'undo' };

function take(id: string, wanted: ImportStep): Promise<Job> {
  const params = { path: { import_id: id } };
  switch (wanted.step) {
    case 'apply':
      return unwrap(
        api.POST('/api/v1/label-imports/{import_id}/apply', { params, body: wanted.body }),
      );
    case 'read':
      return unwrap(
        api.POST('/api/v1/label-imports/{import_id}/read', {
          params,
          body: { choices: wanted.choices },
        }),
      );
    case 'undo':
      return unwrap(api.POST('/api/v1/label-imports/{import_id}/undo', { params }));
  }
}

/** The next step of an import. */
export function useImportStep(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: ImportStep) => take(id, wanted),
    onSuccess: () => client.invalidateQueries({ queryKey: importKey(id) }),
  });
}

/** What was known of the project's labels and pictures may be wrong once an import has ended. */
export function useForgetLabels() {
  const client = useQueryClient();
  return (importId: string) =>
    Promise.all(
      [
        importKey(importId),
        ...['labelled', 'annotation', 'prediction', 'pictures', 'groups', 'project'].map((one) => [
          one,
        ]),
      ].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}

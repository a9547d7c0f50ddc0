import { apiBase } from './client';
import { noAnswer, type ProblemError, toProblem } from './problem';
import type { paths } from './schema';
import type { UploadItem } from './types';

const PATH = '/api/v1/images' satisfies keyof paths;
type Answer = paths[typeof PATH]['post']['responses'][201]['content']['application/json'];

export interface UploadTarget {
  project: string;
  group: string;
  specimen: string;
}

function formOf(file: File, target: UploadTarget): FormData {
  const form = new FormData();
  form.append('project', target.project);
  if (target.group) form.append('group', target.group);
  if (target.specimen) form.append('specimen', target.specimen);
  form.append('files', file, file.name);
  return form;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problemOf(request: XMLHttpRequest): ProblemError {
  return request.status === 0 ? noAnswer() : toProblem(request.status, parse(request.responseText));
}

/**
 * Sends one file. XMLHttpRequest, since fetch does not tell how much of a body has gone out.
 * @param onProgress share of the bytes sent, 0 to 1
 * @throws ProblemError, or an AbortError when `signal` aborts
 */
export function uploadPicture(
  file: File,
  target: UploadTarget,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadItem[]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiBase + PATH);
    request.withCredentials = true;
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201) resolve((parse(request.responseText) as Answer).items);
      else reject(problemOf(request));
    };
    request.onerror = () => reject(noAnswer());
    request.onabort = () => reject(new DOMException('Upload cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(formOf(file, target));
  });
}

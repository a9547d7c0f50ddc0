import { apiBase } from './client';
import type { paths } from './schema';

type GetPath = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths];

/** Address of something the browser loads itself (pictures, tiles, files), its path checked against the API. */
export function urlOf(path: GetPath, parameters: Record<string, string | number> = {}): string {
  const filled = Object.entries(parameters).reduce<string>(
    (url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  );
  return apiBase + filled;
}

export const thumbnailUrl = (id: string): string =>
  urlOf('/api/v1/images/{image_id}/thumbnail', { image_id: id });

export const contentUrl = (id: string): string =>
  urlOf('/api/v1/images/{image_id}/content', { image_id: id });

export const deepZoomUrl = (id: string): string =>
  urlOf('/api/v1/images/{image_id}/dzi.dzi', { image_id: id });

export const overlayUrl = (predictionId: string, imageId: string): string =>
  urlOf('/api/v1/predictions/{prediction_id}/images/{image_id}/overlay.png', {
    prediction_id: predictionId,
    image_id: imageId,
  });

export const downloadUrl = (owner: string, name: string, version: number): string =>
  urlOf('/api/v1/models/{owner}/{name}/versions/{version}/download', { owner, name, version });

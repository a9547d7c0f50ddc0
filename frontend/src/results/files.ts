import type { Wanted } from '../api/queries/statistics';
import { urlOf } from '../api/urls';

export const tableKinds = ['cells', 'pictures', 'groups', 'tests'] as const;
export const tableFormats = ['csv', 'xlsx'] as const;
export const labelFormats = ['coco', 'yolo', 'voc', 'labelme', 'geojson'] as const;

/** How the programs call their own formats. */
export const formatNames: Record<(typeof labelFormats)[number], string> = {
  coco: 'COCO (JSON)',
  yolo: 'YOLO',
  voc: 'Pascal VOC (XML)',
  labelme: 'labelme (JSON)',
  geojson: 'GeoJSON (QuPath)',
};

/** What the reader asked to be computed, with what is asked of the file. */
function asked({ k, labels, control }: Wanted, more: Record<string, string>): string {
  const parameters = new URLSearchParams({ ...more, k: k.join(','), labels });
  if (control !== null) parameters.set('control', control);
  return `?${parameters.toString()}`;
}

export const exportUrl = (
  id: string,
  wanted: Wanted,
  file: { format: string; language: string; what?: string },
) =>
  urlOf('/api/v1/predictions/{prediction_id}/export', { prediction_id: id }) + asked(wanted, file);

export const reportUrl = (id: string, wanted: Wanted, language: string) =>
  urlOf('/api/v1/predictions/{prediction_id}/report.pdf', { prediction_id: id }) +
  asked(wanted, { language });

export const figureUrl = (
  id: string,
  wanted: Wanted,
  { name, format, ...more }: Record<'name' | 'format' | 'language', string> & { image?: string },
) =>
  urlOf('/api/v1/predictions/{prediction_id}/figures/{name}.{file_format}', {
    prediction_id: id,
    name,
    file_format: format,
  }) + asked(wanted, more);

export const archiveUrl = (
  projectId: string,
  wanted: Wanted,
  more: Record<'prediction_id' | 'pictures' | 'language', string>,
) =>
  urlOf('/api/v1/projects/{project_id}/archive', { project_id: projectId }) + asked(wanted, more);

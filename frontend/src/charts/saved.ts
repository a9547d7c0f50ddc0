import type { Numbers } from './numbers';

export const fileFormats = ['png', 'svg', 'pdf', 'csv'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Where the files of a chart come from: the service draws the same figure, or the page saves what it shows. */
export type Saved = { fileOf: (format: FileFormat) => string } | { numbers: Numbers };

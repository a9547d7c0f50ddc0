import type { CellClass, PictureStatistics } from '../api/types';

export type MissingReason =
  | 'failed'
  | 'queued'
  | 'noCells'
  | 'noTargets'
  | 'noNormals'
  | 'noneOfClass'
  | 'noScale'
  | 'noArea'
  | 'unknown';

export interface Metric {
  /** As the API names it: `target_ratio`, or with what it is measured for: `density_per_mm2:dead`, `effective_score:2`. */
  name: string;
  kind: MetricKind;
  /** Class or k; empty for one number a picture. */
  of: string;
}

const scalars = [
  'target_ratio',
  'target_proportion',
  'size_ratio',
  'nearest_normal_px',
  'target_radius_px',
] as const;
const tables = [
  'counts',
  'proportions',
  'mean_size',
  'mean_size_um2',
  'effective_score',
  'density_per_megapixel',
  'density_per_mm2',
] as const;

export type MetricKind = (typeof scalars)[number] | (typeof tables)[number];

const isScalar = (kind: MetricKind): kind is (typeof scalars)[number] =>
  scalars.some((one) => one === kind);

const isKind = (text: string): text is MetricKind =>
  [...scalars, ...tables].some((one) => one === text);

export const metric = (kind: MetricKind, of = ''): Metric => ({
  kind,
  of,
  name: of === '' ? kind : `${kind}:${of}`,
});

/** The metric of a name of the API; null for one that this page does not know. */
export function metricNamed(name: string): Metric | null {
  const [kind = '', ...of] = name.split(':');
  return isKind(kind) ? metric(kind, of.join(':')) : null;
}

/** Of a class that a person added to other pictures there are simply no cells. */
const zeroWhereUnnamed: readonly MetricKind[] = ['counts', 'proportions', 'density_per_megapixel'];

/** The number of one picture; null where it has none. */
export function valueOf(picture: PictureStatistics, { kind, of }: Metric): number | null {
  if (isScalar(kind)) return picture[kind] ?? null;
  const values = picture[kind] ?? {};
  if (of in values || !zeroWhereUnnamed.includes(kind)) return values[of] ?? null;
  return Object.values(values).some((value) => value !== null) ? 0 : null;
}

const countOf = (picture: PictureStatistics, classes: readonly CellClass[], target: boolean) =>
  classes
    .filter((one) => one.target === target)
    .reduce((sum, { name }) => sum + (picture.counts?.[name] ?? 0), 0);

/** Why a picture lacks a number. Asked only where it does. */
export function whyMissing(
  picture: PictureStatistics,
  { kind, of }: Metric,
  classes: readonly CellClass[],
): MissingReason {
  if (picture.state !== 'succeeded') return picture.state;
  const noTargets = countOf(picture, classes, true) === 0;
  if (kind === 'proportions' || kind === 'target_proportion') return 'noCells';
  if (kind === 'target_ratio') return 'noNormals';
  if (kind === 'effective_score' || kind === 'target_radius_px') return 'noTargets';
  if (kind === 'size_ratio' || kind === 'nearest_normal_px')
    return noTargets ? 'noTargets' : 'noNormals';
  if (kind === 'density_per_mm2' && picture.micrometers_per_pixel === null) return 'noScale';
  if (kind === 'density_per_mm2' || kind === 'density_per_megapixel') return 'noArea';
  if ((picture.counts?.[of] ?? 0) === 0) return 'noneOfClass';
  return kind === 'mean_size_um2' ? 'noScale' : 'unknown';
}

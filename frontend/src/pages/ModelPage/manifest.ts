type Manifest = Record<string, unknown>;

const isRecord = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Architecture of a part of the model, null where the model has no such part. */
export function architectureOf(manifest: Manifest, part: 'detector' | 'classifier'): string | null {
  const section = manifest[part];
  if (!isRecord(section)) return null;
  const name = section['architecture'];
  return typeof name === 'string' ? name : null;
}

export function scaleOf(manifest: Manifest): number | null {
  const scale = manifest['micrometers_per_pixel'];
  return typeof scale === 'number' ? scale : null;
}

/** Numbers of a nested document as "a / b" → value, in its order; everything else is left out. */
export function flattenMetrics(metrics: Manifest, prefix = ''): [string, number][] {
  return Object.entries(metrics).flatMap(([key, value]): [string, number][] => {
    const name = (prefix + key).replaceAll('_', ' ');
    if (typeof value === 'number') return [[name, value]];
    return isRecord(value) ? flattenMetrics(value, `${name} / `) : [];
  });
}

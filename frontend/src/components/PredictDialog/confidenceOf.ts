const DEFAULT = 0.5;

/** The confidence that a model's manifest recommends. */
export function confidenceOf(manifest: Record<string, unknown> | undefined): number {
  const stated = manifest?.['confidence'];
  return typeof stated === 'number' ? stated : DEFAULT;
}

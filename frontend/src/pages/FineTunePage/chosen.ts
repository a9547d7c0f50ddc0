import type { Labelled } from '../../api/types';

/** The labelled ones of the pictures that a link brought along; null where it brought none that can train. */
export function chosenOf(state: unknown, labelled: readonly Labelled[]): string[] | null {
  if (typeof state !== 'object' || state === null || !('pictures' in state)) return null;
  const { pictures } = state;
  if (!Array.isArray(pictures)) return null;
  const wanted = new Set<unknown>(pictures);
  const chosen = labelled.map(({ image_id: id }) => id).filter((id) => wanted.has(id));
  return chosen.length > 0 ? chosen : null;
}

import type { Picture } from '../../api/types';

/** Which pictures a prediction is for. A null group is the pictures without one. */
export type Scope =
  { kind: 'all' } | { kind: 'selected' } | { kind: 'group'; group: string | null };

export function idsOf(
  scope: Scope,
  pictures: readonly Picture[],
  selected: readonly string[],
): string[] {
  if (scope.kind === 'selected') return [...selected];
  const wanted =
    scope.kind === 'all' ? pictures : pictures.filter(({ group }) => group === scope.group);
  return wanted.map(({ id }) => id);
}

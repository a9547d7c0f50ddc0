import type { SaveState } from '../annotations/OperationQueue';

const GRAVITY = ['saved', 'saving', 'offline', 'held', 'refused'] as const;

/** The gravest of many states of saving, with all that waits in any of them. */
export function jointState(states: readonly SaveState[]): SaveState {
  const gravity = ({ kind }: SaveState) => GRAVITY.indexOf(kind);
  const worst = states.reduce<SaveState>(
    (found, one) => (gravity(one) > gravity(found) ? one : found),
    { kind: 'saved' },
  );
  if (worst.kind === 'saved') return worst;
  const waiting = states.reduce((sum, one) => sum + (one.kind === 'saved' ? 0 : one.waiting), 0);
  return { ...worst, waiting };
}

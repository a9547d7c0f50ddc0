import { hasKey, helpKeys, isCombined, movingKeys, turningKeys } from '../../lib/keys';

const commands = {
  ...movingKeys,
  ...turningKeys,
  n: 'nextCell',
  p: 'previousCell',
  b: 'boxes',
  g: 'corrected',
  i: 'panel',
  ...helpKeys,
  Escape: 'back',
} as const;

export type Command = (typeof commands)[keyof typeof commands];

/** Keys that a focused control needs for itself; here the check boxes of the filters keep theirs, too. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, select, textarea, dialog[open]') !== null;
}

/** What a key press asks the viewer to do; null for nothing, or where the key belongs to a focused control or the browser. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (isCombined(event) || isTaken(event.target)) return null;
  return hasKey(commands, event.key) ? commands[event.key] : null;
}

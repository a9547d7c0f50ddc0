import {
  hasKey,
  helpKeys,
  isCombined,
  isTyping,
  letterOf,
  movingKeys,
  turningKeys,
} from '../../lib/keys';

const commands = {
  ...movingKeys,
  ...turningKeys,
  n: 'nextMistake',
  p: 'previousMistake',
  b: 'boxes',
  t: 'truth',
  m: 'mistakes',
  ...helpKeys,
  Escape: 'back',
} as const;

export type Command = (typeof commands)[keyof typeof commands];

/** What a key press asks the page to do; null for nothing. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (isCombined(event) || isTyping(event.target)) return null;
  const key = letterOf(event);
  return hasKey(commands, key) ? commands[key] : null;
}

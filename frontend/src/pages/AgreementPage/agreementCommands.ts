import { hasKey, helpKeys, isCombined, isTyping, letterOf, movingKeys } from '../../lib/keys';

const named = {
  n: 'next',
  '.': 'next',
  '。': 'next',
  p: 'previous',
  ',': 'previous',
  '，': 'previous',
  f: 'first',
  s: 'second',
  x: 'neither',
  Backspace: 'undecide',
  Delete: 'undecide',
  b: 'boxes',
  ...movingKeys,
  ...helpKeys,
  Escape: 'back',
} as const;

export type AgreementCommand =
  | { name: (typeof named)[keyof typeof named] }
  /** The class at this place of the list. */
  | { name: 'class'; place: number };

/** What a key press asks for; null for nothing, or where the key belongs to a focused control or the browser. */
export function agreementCommandOf(event: KeyboardEvent): AgreementCommand | null {
  if (isCombined(event) || isTyping(event.target)) return null;
  if (/^[1-9]$/.test(event.key)) return { name: 'class', place: Number(event.key) - 1 };
  const key = letterOf(event);
  return hasKey(named, key) ? { name: named[key] } : null;
}

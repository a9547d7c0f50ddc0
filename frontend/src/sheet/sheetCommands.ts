import { hasKey, helpKeys, isTyping, letterOf } from '../lib/keys';

const plain = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  ' ': 'toggle',
  Enter: 'open',
  Delete: 'delete',
  Backspace: 'delete',
  s: 'similar',
  d: 'doubt',
  o: 'again',
  l: 'lasso',
  p: 'pictures',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  ...helpKeys,
  Escape: 'escape',
} as const;

const withControl = { z: 'undo', y: 'redo', a: 'selectAll' } as const;

type Named = (typeof plain)[keyof typeof plain] | (typeof withControl)[keyof typeof withControl];

/** What a key asks for; `extend` keeps what is selected and adds what lies between. */
export type SheetCommand =
  { name: Named | 'redo'; extend: boolean } | { name: 'classify'; place: number };

/** Keys that a focused control needs for itself. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (isTyping(target)) return true;
  if ((key !== 'Enter' && key !== ' ') || !(target instanceof Element)) return false;
  return target.closest('button, a, summary, input') !== null;
}

/** What a key press asks the sheet to do; null for nothing. */
export function sheetCommandOf(event: KeyboardEvent): SheetCommand | null {
  if (isTaken(event) || event.altKey) return null;
  const held = event.ctrlKey || event.metaKey;
  if (!held && /^[1-9]$/.test(event.key)) return { name: 'classify', place: Number(event.key) - 1 };
  const key = letterOf(event);
  const extend = event.shiftKey;
  if (held) {
    if (key === 'z' && extend) return { name: 'redo', extend: false };
    return hasKey(withControl, key) ? { name: withControl[key], extend } : null;
  }
  return hasKey(plain, key) ? { name: plain[key], extend } : null;
}

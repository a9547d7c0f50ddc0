import { hasKey, helpKeys, isCombined, isTyping, letterOf, movingKeys } from '../../lib/keys';

const plain = {
  ...movingKeys,
  a: 'add',
  n: 'add',
  l: 'lasso',
  r: 'check',
  v: 'select',
  Enter: 'place',
  Delete: 'delete',
  Backspace: 'delete',
  u: 'doubtful',
  '.': 'nextCell',
  ',': 'previousCell',
  '。': 'nextCell',
  '，': 'previousCell',
  s: 'similar',
  b: 'boxes',
  g: 'ghost',
  i: 'panel',
  ...helpKeys,
  Escape: 'escape',
} as const;

const withControl = { z: 'undo', y: 'redo', a: 'selectAll' } as const;

type Named = (typeof plain)[keyof typeof plain] | (typeof withControl)[keyof typeof withControl];

/** What a key asks for; `step` is how far an arrow goes, in pixels, and `resize` whether it moves a side alone. */
export type EditorCommand =
  { name: Named; step: number; resize: boolean } | { name: 'classify'; place: number };

/** Keys that a focused control needs for itself: a text field all, a button only those that press it. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (isTyping(target)) return true;
  if (key !== 'Enter' || !(target instanceof Element)) return false;
  return target.closest('button, a, summary, input') !== null;
}

function named(event: KeyboardEvent): Named | null {
  const key = letterOf(event);
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z' && event.shiftKey) return 'redo';
    return hasKey(withControl, key) ? withControl[key] : null;
  }
  return hasKey(plain, key) ? plain[key] : null;
}

/** What a key press asks the editor to do; null for nothing. */
export function editorCommandOf(event: KeyboardEvent): EditorCommand | null {
  if (isTaken(event)) return null;
  const held = isCombined(event);
  if (!held && /^[1-9]$/.test(event.key)) return { name: 'classify', place: Number(event.key) - 1 };
  const name = named(event);
  const isArrow = event.key.startsWith('Arrow');
  if (name === null || (event.altKey && !isArrow)) return null;
  return { name, step: event.shiftKey ? 10 : 1, resize: event.altKey };
}

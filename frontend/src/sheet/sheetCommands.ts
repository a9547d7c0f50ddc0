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
  '?': 'help',
  '？': 'help',
  Escape: 'escape',
} as const;

const withControl = { z: 'undo', y: 'redo', a: 'selectAll' } as const;

type Named = (typeof plain)[keyof typeof plain] | (typeof withControl)[keyof typeof withControl];

/** What a key asks for; `extend` keeps what is selected and adds what lies between. */
export type SheetCommand =
  { name: Named | 'redo'; extend: boolean } | { name: 'classify'; place: number };

const has = <T extends object>(map: T, key: PropertyKey): key is keyof T => key in map;

/** Keys that a focused control needs for itself. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog[open], textarea, select')) return true;
  if (target.closest('input:not([type="checkbox"])')) return true;
  return (key === 'Enter' || key === ' ') && target.closest('button, a, summary, input') !== null;
}

/** What a key press asks the sheet to do; null for nothing. */
export function sheetCommandOf(event: KeyboardEvent): SheetCommand | null {
  if (isTaken(event) || event.altKey) return null;
  const held = event.ctrlKey || event.metaKey;
  if (!held && /^[1-9]$/.test(event.key)) return { name: 'classify', place: Number(event.key) - 1 };
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const extend = event.shiftKey;
  if (held) {
    if (key === 'z' && extend) return { name: 'redo', extend: false };
    return has(withControl, key) ? { name: withControl[key], extend } : null;
  }
  return has(plain, key) ? { name: plain[key], extend } : null;
}

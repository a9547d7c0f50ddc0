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
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
  '?': 'help',
  '？': 'help',
  Escape: 'back',
} as const;

export type AgreementCommand =
  | { name: (typeof named)[keyof typeof named] }
  /** The class at this place of the list. */
  | { name: 'class'; place: number };

const isNamed = (key: string): key is keyof typeof named => key in named;

const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type="checkbox"]), select, textarea, dialog[open]') !== null;

/** What a key press asks for; null for nothing, or where the key belongs to a focused control or the browser. */
export function agreementCommandOf(event: KeyboardEvent): AgreementCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return null;
  if (/^[1-9]$/.test(event.key)) return { name: 'class', place: Number(event.key) - 1 };
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return isNamed(key) ? { name: named[key] } : null;
}

const commands = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
  '[': 'previous',
  ']': 'next',
  '【': 'previous',
  '】': 'next',
  n: 'nextMistake',
  p: 'previousMistake',
  b: 'boxes',
  t: 'truth',
  m: 'mistakes',
  '?': 'help',
  '？': 'help',
  Escape: 'back',
} as const;

export type Command = (typeof commands)[keyof typeof commands];

const isCommandKey = (key: string): key is keyof typeof commands => key in commands;

/** Keys that a focused control needs for itself. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input:not([type="checkbox"]), select, textarea, dialog[open]') !== null;
}

/** What a key press asks the page to do; null for nothing. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return isCommandKey(key) ? commands[key] : null;
}

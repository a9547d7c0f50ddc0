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
  n: 'nextCell',
  p: 'previousCell',
  b: 'boxes',
  g: 'corrected',
  i: 'panel',
  '?': 'help',
  '？': 'help',
  Escape: 'back',
} as const;

export type Command = (typeof commands)[keyof typeof commands];

const isCommandKey = (key: string): key is keyof typeof commands => key in commands;

/** Keys that a focused control needs for itself. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, select, textarea, dialog[open]') !== null;
}

/** What a key press asks the viewer to do; null for nothing, or where the key belongs to a focused control or the browser. */
export function commandOf(event: KeyboardEvent): Command | null {
  if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return null;
  return isCommandKey(event.key) ? commands[event.key] : null;
}

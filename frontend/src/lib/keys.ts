/** Keys that move the picture in every view of one. */
export const movingKeys = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
} as const;

/** Also as a Chinese keyboard writes them. */
export const helpKeys = { '?': 'help', '？': 'help' } as const;

/** Also as a Chinese keyboard writes them. */
export const turningKeys = {
  '[': 'previous',
  ']': 'next',
  '【': 'previous',
  '】': 'next',
} as const;

export interface Movable {
  /** By a share of the view. */
  pan: (x: number, y: number) => void;
  zoom: (factor: number) => void;
  fit: () => void;
}

type Move = (typeof movingKeys)[keyof typeof movingKeys];

/** What the keys that move a picture do. */
export const movesOf = (picture: Movable | null): Record<Move, () => void> => ({
  left: () => picture?.pan(-0.15, 0),
  right: () => picture?.pan(0.15, 0),
  up: () => picture?.pan(0, -0.15),
  down: () => picture?.pan(0, 0.15),
  zoomIn: () => picture?.zoom(1.4),
  zoomOut: () => picture?.zoom(1 / 1.4),
  fit: () => picture?.fit(),
});

export const hasKey = <T extends object>(map: T, key: PropertyKey): key is keyof T => key in map;

/** The key, a letter in lower case whether Shift is held or not. */
export const letterOf = ({ key }: KeyboardEvent): string =>
  key.length === 1 ? key.toLowerCase() : key;

/** Whether Control, Command or Alt is held. */
export const isCombined = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.metaKey || event.altKey;

/** Whether a focused field or an open dialog needs the keys for itself; a check box needs none but the space bar. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input:not([type="checkbox"]), select, textarea, dialog[open]') !== null;

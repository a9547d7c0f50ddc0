import type { TFunction } from 'i18next';
import type { KeyRow } from './CheatSheet';

// Rows that the cheat sheets of several pages have; what the keys do is in lib/keys.

export const zoomRows = (t: TFunction): KeyRow[] => [
  [['+', '−'], t('viewer.keys.zoom')],
  [['0'], t('viewer.keys.fit')],
];

export const movingRows = (t: TFunction): KeyRow[] => [
  [['←', '→', '↑', '↓'], t('viewer.keys.pan')],
  ...zoomRows(t),
];

export const turningRow = (t: TFunction): KeyRow => [['[', ']'], t('viewer.keys.neighbours')];

export const boxesRow = (t: TFunction): KeyRow => [['B'], t('viewer.keys.boxes')];

export const panelRow = (t: TFunction): KeyRow => [['I'], t('viewer.keys.panel')];

export const undoRows = (t: TFunction): KeyRow[] => [
  [['Ctrl', 'Z'], t('editor.keys.undo')],
  [['Ctrl', 'Shift', 'Z'], t('editor.keys.redo')],
];

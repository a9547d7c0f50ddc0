import { cellAt, type CellStore } from '../cells/cellStore';
import {
  boxBetween,
  type Handle,
  handlePoint,
  handles,
  isLargeEnough,
  resized,
  shifted,
  type Size,
} from './boxes';
import { inLasso, inRectangle, type Point } from './choose';
import type { Editor } from './Editor';
import { newCellId } from './ids';
import type { Box, Operation } from './types';

/** What is drawn while a pointer is down. */
export type Draft =
  | { kind: 'add' | 'choose' | 'check'; box: Box }
  | { kind: 'lasso'; outline: readonly Point[] }
  | { kind: 'move'; boxes: readonly Box[] };

/** A drag that means something; others move the picture. */
export interface Gesture {
  drag: (to: Point) => Draft;
  /** Does what the drag said. */
  end: () => void;
}

export interface Press {
  at: Point;
  shift: boolean;
  /** How near is near, in picture pixels. */
  reach: number;
}

type Visible = (slot: number) => boolean;

function drawing(
  from: Point,
  size: Size,
  kind: 'add' | 'choose' | 'check',
  done: (box: Box) => void,
): Gesture {
  let box = boxBetween(from, from, size);
  return {
    drag: (to) => {
      box = boxBetween(from, to, size);
      return { kind, box };
    },
    end: () => done(box),
  };
}

function adding(editor: Editor, { at }: Press): Gesture {
  return drawing(at, editor.size, 'add', (box) => {
    if (isLargeEnough(box)) editor.add(newCellId(), box);
  });
}

function checking(editor: Editor, { at }: Press): Gesture {
  return drawing(at, editor.size, 'check', (region) => {
    if (isLargeEnough(region)) editor.perform([{ op: 'check', region }]);
  });
}

function choosing(editor: Editor, { at }: Press, visible: Visible): Gesture {
  return drawing(at, editor.size, 'choose', ([x1, y1, x2, y2]) => {
    const found = inRectangle(editor.store, { x1, y1, x2, y2 }).filter(visible);
    editor.select([...editor.selection, ...found]);
  });
}

function lassoing(editor: Editor, { at, shift }: Press, visible: Visible): Gesture {
  const outline = [at];
  return {
    drag: (to) => {
      outline.push(to);
      return { kind: 'lasso', outline };
    },
    end: () => {
      const found = inLasso(editor.store, outline).filter(visible);
      editor.select(shift ? [...editor.selection, ...found] : found);
    },
  };
}

function handleAt(box: Box, { at, reach }: Press): Handle | null {
  const near = (handle: Handle) => {
    const { x, y } = handlePoint(box, handle);
    return Math.max(Math.abs(x - at.x), Math.abs(y - at.y)) <= reach;
  };
  return handles.find(near) ?? null;
}

/** Drags selected cells; `change` says what becomes of each box. */
function changing(
  editor: Editor,
  slots: readonly number[],
  from: Point,
  change: (box: Box, by: Point) => Box,
): Gesture {
  const { store } = editor;
  let by = { x: 0, y: 0 };
  return {
    drag: (to) => {
      by = { x: to.x - from.x, y: to.y - from.y };
      return { kind: 'move', boxes: slots.map((slot) => change(store.boxAt(slot), by)) };
    },
    end: () => {
      const moves = slots.map((slot) => [slot, change(store.boxAt(slot), by)] as const);
      editor.perform(
        moves
          .filter(([, box]) => isLargeEnough(box))
          .map(([slot, box]): Operation => ({ op: 'move', id: store.ids[slot] ?? '', box })),
      );
    },
  };
}

function changingSelected(editor: Editor, press: Press): Gesture | null {
  const { single, store, selection, size } = editor;
  const handle = single === null ? null : handleAt(store.boxAt(single), press);
  if (single !== null && handle !== null) {
    return changing(editor, [single], press.at, (box, by) => resized(box, handle, by, size));
  }
  const under = cellUnder(store, press, (slot) => selection.has(slot));
  if (under === null) return null;
  return changing(editor, [...selection], press.at, (box, by) => shifted(box, by, size));
}

/** What a drag from here means; null where it moves the picture. */
export function beginGesture(editor: Editor, press: Press, visible: Visible): Gesture | null {
  switch (editor.tool) {
    case 'add':
      return adding(editor, press);
    case 'check':
      return checking(editor, press);
    case 'lasso':
      return lassoing(editor, press, visible);
    case 'select':
      return press.shift ? choosing(editor, press, visible) : changingSelected(editor, press);
  }
}

function cellUnder(store: CellStore, { at, reach }: Press, visible: Visible): number | null {
  return cellAt(store, at.x, at.y, reach / 2, visible);
}

/** Selects the cell under the pointer; with shift it joins or leaves the selection. */
export function click(editor: Editor, press: Press, visible: Visible): void {
  const slot = cellUnder(editor.store, press, visible);
  if (slot === null) {
    if (!press.shift) editor.select([]);
  } else if (press.shift) editor.toggle([slot]);
  else editor.select([slot]);
}

import { haloColours } from '../cells/colours';
import { boxOf, cellsIn, type CellStore, type Rectangle } from '../cells/cellStore';
import type { Placement } from '../cells/drawBoxes';
import { handlePoint, handles } from './boxes';
import type { Draft } from './gestures';
import type { Editor } from './Editor';
import type { Box } from './types';

const CHOSEN = '#ffd400';
/** Of boxes that lie under others to be held against them. */
export const GHOST = '#00e5ff';
const CHECKED = '#2ee6a6';
const UNCHECKED_VEIL = '#14122266';

/** A context with where the picture lies on it, in canvas pixels. */
export interface Sheet extends Placement {
  context: CanvasRenderingContext2D;
  ratio: number;
}

const rectangleOf = ([x1, y1, x2, y2]: Box): Rectangle => ({ x1, y1, x2, y2 });

export function trace(sheet: Sheet, path: Path2D, { x1, y1, x2, y2 }: Rectangle, grow = 0): void {
  const { scale, offsetX, offsetY, ratio } = sheet;
  const by = grow * ratio;
  path.rect(
    x1 * scale + offsetX - by,
    y1 * scale + offsetY - by,
    (x2 - x1) * scale + 2 * by,
    (y2 - y1) * scale + 2 * by,
  );
}

export function stroke(
  { context, ratio }: Sheet,
  path: Path2D,
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width * ratio;
  context.stroke(path);
}

function inView({ context, scale, offsetX, offsetY }: Sheet): Rectangle {
  const { width, height } = context.canvas;
  return {
    x1: -offsetX / scale,
    y1: -offsetY / scale,
    x2: (width - offsetX) / scale,
    y2: (height - offsetY) / scale,
  };
}

/** Where nobody has looked lies under a veil, as soon as any region is checked. */
export function paintChecked(sheet: Sheet, checked: readonly Box[]): void {
  if (checked.length === 0) return;
  const { context } = sheet;
  const { width, height } = context.canvas;
  context.save();
  const regions = new Path2D();
  for (const region of checked) trace(sheet, regions, rectangleOf(region));
  const outside = new Path2D();
  outside.rect(0, 0, width, height);
  for (const region of checked) {
    // One after the other, so that overlapping regions do not cancel each other out.
    const but = new Path2D();
    but.rect(0, 0, width, height);
    trace(sheet, but, rectangleOf(region));
    context.clip(but, 'evenodd');
  }
  context.fillStyle = UNCHECKED_VEIL;
  context.fill(outside);
  context.restore();
  stroke(sheet, regions, haloColours.dark, 4);
  stroke(sheet, regions, CHECKED, 2);
}

function paintGhost(sheet: Sheet, ghost: CellStore): void {
  const path = new Path2D();
  for (const cell of cellsIn(ghost, inView(sheet))) trace(sheet, path, boxOf(ghost, cell));
  stroke(sheet, path, GHOST, 1);
}

function paintSelection(sheet: Sheet, { store, selection, single }: Editor): void {
  const path = new Path2D();
  const view = inView(sheet);
  for (const slot of selection) {
    const box = boxOf(store, slot);
    const away = box.x2 < view.x1 || box.x1 > view.x2 || box.y2 < view.y1 || box.y1 > view.y2;
    if (!away) trace(sheet, path, box, 3);
  }
  stroke(sheet, path, haloColours.dark, 5);
  stroke(sheet, path, CHOSEN, 2.5);
  if (single !== null) paintHandles(sheet, store.boxAt(single));
}

function paintHandles(sheet: Sheet, box: Box): void {
  const { context, scale, offsetX, offsetY, ratio } = sheet;
  const side = 8 * ratio;
  for (const handle of handles) {
    const { x, y } = handlePoint(box, handle);
    const left = x * scale + offsetX - side / 2;
    const top = y * scale + offsetY - side / 2;
    context.fillStyle = haloColours.dark;
    context.fillRect(left - ratio, top - ratio, side + 2 * ratio, side + 2 * ratio);
    context.fillStyle = CHOSEN;
    context.fillRect(left, top, side, side);
  }
}

function paintDraft(sheet: Sheet, draft: Draft): void {
  const path = new Path2D();
  if (draft.kind === 'lasso') {
    const { scale, offsetX, offsetY } = sheet;
    for (const { x, y } of draft.outline) path.lineTo(x * scale + offsetX, y * scale + offsetY);
    path.closePath();
  } else {
    const boxes = draft.kind === 'move' ? draft.boxes : [draft.box];
    for (const box of boxes) trace(sheet, path, rectangleOf(box));
  }
  stroke(sheet, path, haloColours.dark, 4);
  stroke(sheet, path, draft.kind === 'check' ? CHECKED : CHOSEN, 2);
}

/** Draws over the boxes what only an editor shows. */
export function paintEditing(
  context: CanvasRenderingContext2D,
  placement: Placement,
  ratio: number,
  editor: Editor,
  { ghost, draft }: { ghost: CellStore | null; draft: Draft | null },
): void {
  const sheet = { context, ratio, ...placement };
  paintChecked(sheet, editor.store.checked);
  if (ghost) paintGhost(sheet, ghost);
  paintSelection(sheet, editor);
  if (draft) paintDraft(sheet, draft);
}

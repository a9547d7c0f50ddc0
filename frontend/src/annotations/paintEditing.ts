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
export interface Surface extends Placement {
  context: CanvasRenderingContext2D;
  ratio: number;
}

const rectangleOf = ([x1, y1, x2, y2]: Box): Rectangle => ({ x1, y1, x2, y2 });

export function trace(
  surface: Surface,
  path: Path2D,
  { x1, y1, x2, y2 }: Rectangle,
  grow = 0,
): void {
  const { scale, offsetX, offsetY, ratio } = surface;
  const by = grow * ratio;
  path.rect(
    x1 * scale + offsetX - by,
    y1 * scale + offsetY - by,
    (x2 - x1) * scale + 2 * by,
    (y2 - y1) * scale + 2 * by,
  );
}

export function stroke(
  { context, ratio }: Surface,
  path: Path2D,
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width * ratio;
  context.stroke(path);
}

function inView({ context, scale, offsetX, offsetY }: Surface): Rectangle {
  const { width, height } = context.canvas;
  return {
    x1: -offsetX / scale,
    y1: -offsetY / scale,
    x2: (width - offsetX) / scale,
    y2: (height - offsetY) / scale,
  };
}

/** Where nobody has looked lies under a veil, as soon as any region is checked. */
export function paintChecked(surface: Surface, checked: readonly Box[]): void {
  if (checked.length === 0) return;
  const { context } = surface;
  const { width, height } = context.canvas;
  context.save();
  const regions = new Path2D();
  for (const region of checked) trace(surface, regions, rectangleOf(region));
  const outside = new Path2D();
  outside.rect(0, 0, width, height);
  for (const region of checked) {
    // One after the other, so that overlapping regions do not cancel each other out.
    const but = new Path2D();
    but.rect(0, 0, width, height);
    trace(surface, but, rectangleOf(region));
    context.clip(but, 'evenodd');
  }
  context.fillStyle = UNCHECKED_VEIL;
  context.fill(outside);
  context.restore();
  stroke(surface, regions, haloColours.dark, 4);
  stroke(surface, regions, CHECKED, 2);
}

function paintGhost(surface: Surface, ghost: CellStore): void {
  const path = new Path2D();
  for (const cell of cellsIn(ghost, inView(surface))) trace(surface, path, boxOf(ghost, cell));
  stroke(surface, path, GHOST, 1);
}

function paintSelection(surface: Surface, { store, selection, single }: Editor): void {
  const path = new Path2D();
  const view = inView(surface);
  for (const slot of selection) {
    const box = boxOf(store, slot);
    const away = box.x2 < view.x1 || box.x1 > view.x2 || box.y2 < view.y1 || box.y1 > view.y2;
    if (!away) trace(surface, path, box, 3);
  }
  stroke(surface, path, haloColours.dark, 5);
  stroke(surface, path, CHOSEN, 2.5);
  if (single !== null) paintHandles(surface, store.boxAt(single));
}

function paintHandles(surface: Surface, box: Box): void {
  const { context, scale, offsetX, offsetY, ratio } = surface;
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

function paintDraft(surface: Surface, draft: Draft): void {
  const path = new Path2D();
  if (draft.kind === 'lasso') {
    const { scale, offsetX, offsetY } = surface;
    for (const { x, y } of draft.outline) path.lineTo(x * scale + offsetX, y * scale + offsetY);
    path.closePath();
  } else {
    const boxes = draft.kind === 'move' ? draft.boxes : [draft.box];
    for (const box of boxes) trace(surface, path, rectangleOf(box));
  }
  stroke(surface, path, haloColours.dark, 4);
  stroke(surface, path, draft.kind === 'check' ? CHECKED : CHOSEN, 2);
}

/** Draws over the boxes what only an editor shows. */
export function paintEditing(
  context: CanvasRenderingContext2D,
  placement: Placement,
  ratio: number,
  editor: Editor,
  { ghost, draft }: { ghost: CellStore | null; draft: Draft | null },
): void {
  const surface = { context, ratio, ...placement };
  paintChecked(surface, editor.store.checked);
  if (ghost) paintGhost(surface, ghost);
  paintSelection(surface, editor);
  if (draft) paintDraft(surface, draft);
}

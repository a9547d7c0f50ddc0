import { boxColours, frameKind } from '../cells/colours';
import type { Point } from '../annotations/choose';
import type { Rectangle } from '../cells/cellStore';
import type { CropTiles } from './CropTiles';
import { type Layout, type Placed, placedBetween } from './layout';
import type { Frame } from './ScrolledCanvas';
import type { CellNow, Sheet } from './Sheet';
import type { Heading } from './SheetView';

/** The sheet is dark whatever the page is, as the viewer is: crops are judged by their light. */
export const inks = {
  ground: '#131219',
  empty: '#242230',
  text: '#eceaf5',
  soft: '#aaa6bd',
  chosen: '#ffd83d',
  focus: '#ffffff',
  badge: '#131219e0',
} as const;

export type Draft =
  { kind: 'rectangle'; area: Rectangle } | { kind: 'lasso'; outline: readonly Point[] };

export interface View extends Frame {
  sheet: Sheet;
  layout: Layout;
  tiles: CropTiles;
  draft: Draft | null;
  heading: Heading;
}

const CLASS_KEYS = 9;

/** An empty dark canvas, measured in screen pixels. */
export function beginSheet(
  context: CanvasRenderingContext2D,
  { ratio, width, height }: Frame,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = inks.ground;
  context.fillRect(0, 0, width, height);
}

export function paintHeads(
  context: CanvasRenderingContext2D,
  view: Frame & Pick<View, 'layout' | 'heading'>,
): void {
  context.textBaseline = 'middle';
  for (const { section, top } of view.layout.blocks) {
    const y = top - view.scrollTop;
    if (y < -60 || y > view.height) continue;
    context.font = '600 15px "Source Sans 3 Variable", sans-serif';
    context.fillStyle = inks.text;
    context.fillText(view.heading(section.name, section.cells.length), 12, y + 22);
  }
}

function paintGone(context: CanvasRenderingContext2D, x: number, y: number, side: number): void {
  context.fillStyle = `${inks.ground}c0`;
  context.fillRect(x, y, side, side);
  context.strokeStyle = inks.soft;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x + 6, y + 6);
  context.lineTo(x + side - 6, y + side - 6);
  context.moveTo(x + side - 6, y + 6);
  context.lineTo(x + 6, y + side - 6);
  context.stroke();
}

/** The key of its class in the corner, so that colour is not all that tells classes apart. */
function paintBadge(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  key: number,
  changed: boolean,
): void {
  if (key >= CLASS_KEYS) return;
  context.fillStyle = changed ? inks.chosen : inks.badge;
  context.fillRect(x + 3, y + 3, 15, 15);
  context.fillStyle = changed ? inks.ground : inks.text;
  context.font = '600 11px "Source Sans 3 Variable", sans-serif';
  context.fillText(String(key + 1), x + 7, y + 11);
}

function paintFrame(
  context: CanvasRenderingContext2D,
  { store, slot }: CellNow,
  { x, y }: Point,
  side: number,
): void {
  const target = store.classes[store.classIndex[slot] ?? 0]?.target ?? false;
  context.strokeStyle = boxColours[frameKind(target, store.corrected[slot] === 1)];
  context.lineWidth = 3;
  context.strokeRect(x + 1.5, y + 1.5, side - 3, side - 3);
}

function paintCell(
  context: CanvasRenderingContext2D,
  view: View,
  placed: Placed,
  keys: ReadonlyMap<string, number>,
): boolean {
  const { sheet, layout, tiles } = view;
  const { side } = layout;
  const at = { x: placed.x, y: placed.y - view.scrollTop };
  context.fillStyle = inks.empty;
  context.fillRect(at.x, at.y, side, side);
  const now = sheet.now(placed.cell);
  const one = sheet.cells[placed.cell];
  if (!now || !one) {
    paintGone(context, at.x, at.y, side);
    return true;
  }
  const { editor, id } = one.picture;
  const whole = tiles.draw(context, { id, ...sizeOf(editor.size) }, now.store.boxAt(now.slot), {
    ...at,
    side,
  });
  paintFrame(context, now, at, side);
  const key = keys.get(now.store.classAt(now.slot)) ?? CLASS_KEYS;
  paintBadge(context, at.x, at.y, key, now.store.changed[now.slot] === 1);
  if (sheet.selection.has(placed.cell)) outline(context, at, side, inks.chosen, 3);
  return whole;
}

const sizeOf = ({ width, height }: { width: number; height: number }) => ({ width, height });

function outline(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  side: number,
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(x - 1, y - 1, side + 2, side + 2);
  if (colour !== inks.chosen) return;
  context.fillStyle = `${inks.chosen}38`;
  context.fillRect(x, y, side, side);
}

function paintFocus(context: CanvasRenderingContext2D, view: View, placed: Placed[]): void {
  const here = placed.find(({ cell }) => cell === view.sheet.focus);
  if (!here) return;
  context.setLineDash([4, 3]);
  const at = { x: here.x + 4, y: here.y - view.scrollTop + 4 };
  outline(context, at, view.layout.side - 8, inks.focus, 2);
  context.setLineDash([]);
}

function paintDraft(context: CanvasRenderingContext2D, { draft, scrollTop }: View): void {
  if (draft === null) return;
  context.strokeStyle = inks.chosen;
  context.fillStyle = `${inks.chosen}20`;
  context.lineWidth = 1.5;
  context.beginPath();
  if (draft.kind === 'rectangle') {
    const { x1, y1, x2, y2 } = draft.area;
    context.rect(x1, y1 - scrollTop, x2 - x1, y2 - y1);
  } else {
    for (const { x, y } of draft.outline) context.lineTo(x, y - scrollTop);
  }
  context.fill();
  context.stroke();
}

/** Paints the part of the sheet that is in view. @returns how many crops, and whether all of their tiles were there */
export function paintSheet(
  context: CanvasRenderingContext2D,
  view: View,
): { drawn: number; whole: boolean } {
  const { layout, scrollTop, height, tiles } = view;
  beginSheet(context, view);
  tiles.begin();
  const placed = placedBetween(layout, scrollTop, scrollTop + height);
  const keys = new Map(view.sheet.classes.map(({ name }, place) => [name, place]));
  const complete = placed.filter((one) => paintCell(context, view, one, keys)).length;
  tiles.end();
  paintHeads(context, view);
  paintFocus(context, view, placed);
  paintDraft(context, view);
  return { drawn: placed.length, whole: complete === placed.length };
}

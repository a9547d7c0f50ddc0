import { boxColours, frameKind } from '../cells/colours';
import { cellsIn } from '../cells/cellStore';
import type { Box } from '../annotations/types';
import type { CropTiles } from './CropTiles';
import { fitted } from './fitted';
import { type Layout, type Placed, placedBetween } from './layout';
import { beginSheet, inks, paintHeads } from './paintSheet';
import type { PictureDraft } from './PictureView';
import type { Frame } from './ScrolledCanvas';
import type { Sheet, SheetPicture } from './Sheet';
import type { Heading } from './SheetView';

export interface PicturesShown extends Frame {
  sheet: Sheet;
  layout: Layout;
  tiles: CropTiles;
  draft: PictureDraft | null;
  heading: Heading;
}

type Stroke = (box: Box, colour: string) => void;

function paintBoxes({ editor: { store, size } }: SheetPicture, stroke: Stroke): void {
  const whole = { x1: 0, y1: 0, x2: size.width, y2: size.height };
  for (const slot of cellsIn(store, whole)) {
    if (store.alive[slot] !== 1) continue;
    const target = store.classes[store.classIndex[slot] ?? 0]?.target ?? false;
    stroke(store.boxAt(slot), boxColours[frameKind(target, store.corrected[slot] === 1)]);
  }
}

function paintPicture(
  context: CanvasRenderingContext2D,
  view: PicturesShown,
  picture: SheetPicture,
  placed: Placed,
): boolean {
  const { side } = view.layout;
  const at = { x: placed.x, y: placed.y - view.scrollTop };
  const { size } = picture.editor;
  context.fillStyle = inks.empty;
  context.fillRect(at.x, at.y, side, side);
  const whole: Box = [0, 0, size.width, size.height];
  const tiled = { id: picture.id, ...size };
  const complete = view.tiles.draw(context, tiled, whole, { ...at, side }, 0);
  const { scale, left, top } = fitted(size, at, side);
  context.lineWidth = 1.5;
  const stroke: Stroke = ([x1, y1, x2, y2], colour) => {
    context.strokeStyle = colour;
    context.strokeRect(left + x1 * scale, top + y1 * scale, (x2 - x1) * scale, (y2 - y1) * scale);
  };
  paintBoxes(picture, stroke);
  if (view.draft?.picture === picture) stroke(view.draft.box, inks.chosen);
  if (view.sheet.pictureFocus === placed.cell) {
    context.strokeStyle = inks.focus;
    context.lineWidth = 2;
    context.setLineDash([4, 3]);
    context.strokeRect(at.x - 1, at.y - 1, side + 2, side + 2);
    context.setLineDash([]);
  }
  return complete;
}

/** Paints the pictures in view with their boxes. @returns how many, and whether all of their tiles were there */
export function paintPictures(
  context: CanvasRenderingContext2D,
  view: PicturesShown,
): { drawn: number; whole: boolean } {
  const { layout, scrollTop, height, sheet, tiles } = view;
  beginSheet(context, view);
  tiles.begin();
  const placed = placedBetween(layout, scrollTop, scrollTop + height);
  const complete = placed.filter((one) => {
    const picture = sheet.pictures[one.cell];
    return picture === undefined || paintPicture(context, view, picture, one);
  }).length;
  tiles.end();
  paintHeads(context, view);
  return { drawn: placed.length, whole: complete === placed.length };
}

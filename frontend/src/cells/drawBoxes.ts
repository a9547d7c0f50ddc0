import { boxColours, classKind, frameKind, haloColours, type Kind } from './colours';
import { boxOf, cellsIn, type CellStore, type Rectangle } from './cellStore';

/** How a picture pixel becomes a canvas pixel: canvas = picture * scale + offset. */
export interface Placement {
  scale: number;
  offsetX: number;
  offsetY: number;
}

/** `full`: halo and tick; `frame`: the line alone; `dot`: a filled mark, where a frame would be a blot. */
export type Detail = 'full' | 'frame' | 'dot';

export interface Scene {
  store: CellStore;
  mask: Uint8Array;
  placement: Placement;
  /** Canvas size and the canvas pixels of one screen pixel. */
  width: number;
  height: number;
  ratio: number;
  hovered: number | null;
}

const LINE = 2;
const HALO = 3.5;
const MANY = 5000;
const SMALLEST_FRAME = 5;
const kinds: readonly Kind[] = ['normal', 'target', 'corrected'];

/** Draws the shown cells in view on a canvas that it clears first. @returns what was drawn, for the page and its tests */
export type SceneDrawer = (
  context: CanvasRenderingContext2D,
  scene: Scene,
) => { drawn: number; detail: Detail };

/** The part of the picture that the canvas shows. */
export function visibleArea({ placement, width, height }: Scene): Rectangle {
  const { scale, offsetX, offsetY } = placement;
  return {
    x1: -offsetX / scale,
    y1: -offsetY / scale,
    x2: (width - offsetX) / scale,
    y2: (height - offsetY) / scale,
  };
}

/** @param typicalSide side of a common cell in screen pixels */
export function chooseDetail(count: number, typicalSide: number): Detail {
  if (typicalSide < SMALLEST_FRAME) return 'dot';
  return count > MANY ? 'frame' : 'full';
}

/** Median side of the first cells, in screen pixels. */
export function typicalSide({ store, placement, ratio }: Scene, cells: readonly number[]): number {
  const sides = cells.slice(0, 200).map((cell) => {
    const { x1, y1, x2, y2 } = boxOf(store, cell);
    return (x2 - x1 + y2 - y1) / 2;
  });
  const middle = sides.sort((a, b) => a - b)[Math.floor(sides.length / 2)] ?? 0;
  return (middle * placement.scale) / ratio;
}

function isTarget(store: CellStore, cell: number): boolean {
  return store.classes[store.classIndex[cell] ?? 0]?.target ?? false;
}

function kindOf(store: CellStore, cell: number): Kind {
  return frameKind(isTarget(store, cell), store.corrected[cell] === 1);
}

type Visit = (cell: number, x1: number, y1: number, x2: number, y2: number) => void;

/** Goes through boxes in canvas pixels, as numbers: no object a box. */
export function eachBox({ store, placement }: Scene, cells: readonly number[], visit: Visit): void {
  const { boxes } = store;
  const { scale, offsetX, offsetY } = placement;
  for (const cell of cells) {
    const at = cell * 4;
    visit(
      cell,
      (boxes[at] ?? 0) * scale + offsetX,
      (boxes[at + 1] ?? 0) * scale + offsetY,
      (boxes[at + 2] ?? 0) * scale + offsetX,
      (boxes[at + 3] ?? 0) * scale + offsetY,
    );
  }
}

/**
 * Strokes boxes, of one kind or of all, one by one and with sharp corners: a browser without a graphics card draws a
 * lone rectangle six times faster than one within a long path.
 */
function frames(
  context: CanvasRenderingContext2D,
  scene: Scene,
  cells: readonly number[],
  { colour, width, only }: { colour: string; width: number; only?: Kind },
) {
  context.strokeStyle = colour;
  context.lineWidth = width * scene.ratio;
  context.lineJoin = 'miter';
  eachBox(scene, cells, (cell, x1, y1, x2, y2) => {
    if (only && kindOf(scene.store, cell) !== only) return;
    context.strokeRect(x1, y1, x2 - x1, y2 - y1);
  });
}

/** A tick over the top right corner of each corrected box, in the colour of its class. */
function ticks(scene: Scene, cells: readonly number[]): Record<Kind, Path2D> {
  const paths = { normal: new Path2D(), target: new Path2D(), corrected: new Path2D() };
  const unit = scene.ratio;
  eachBox(scene, cells, (cell, _x1, y1, x2) => {
    if (scene.store.corrected[cell] !== 1) return;
    const path = paths[classKind(isTarget(scene.store, cell))];
    path.moveTo(x2 - 4 * unit, y1 - 1 * unit);
    path.lineTo(x2 - 0.5 * unit, y1 + 2.5 * unit);
    path.lineTo(x2 + 6 * unit, y1 - 5.5 * unit);
  });
  return paths;
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function drawFrames(
  context: CanvasRenderingContext2D,
  scene: Scene,
  cells: readonly number[],
  halo: boolean,
) {
  if (halo) frames(context, scene, cells, { colour: haloColours.light, width: HALO });
  for (const only of kinds) {
    frames(context, scene, cells, { colour: boxColours[only], width: LINE, only });
  }
}

function drawTicks(context: CanvasRenderingContext2D, scene: Scene, cells: readonly number[]) {
  const paths = ticks(scene, cells);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const kind of kinds) {
    stroke(context, paths[kind], haloColours.dark, 5.5 * scene.ratio);
    stroke(context, paths[kind], haloColours.light, 4 * scene.ratio);
    stroke(context, paths[kind], boxColours[kind], 2.2 * scene.ratio);
  }
}

/** Kind after kind, since a change of colour costs more than a look at a cell. */
function drawDots(context: CanvasRenderingContext2D, scene: Scene, cells: readonly number[]) {
  const side = 3 * scene.ratio;
  for (const kind of kinds) {
    context.fillStyle = boxColours[kind];
    eachBox(scene, cells, (cell, x1, y1, x2, y2) => {
      if (kindOf(scene.store, cell) !== kind) return;
      context.fillRect((x1 + x2 - side) / 2, (y1 + y2 - side) / 2, side, side);
    });
  }
}

function drawHovered(context: CanvasRenderingContext2D, scene: Scene, cell: number) {
  const colour = boxColours[kindOf(scene.store, cell)];
  frames(context, scene, [cell], { colour: haloColours.dark, width: 8 });
  frames(context, scene, [cell], { colour: haloColours.light, width: 6 });
  frames(context, scene, [cell], { colour, width: 3 });
}

/** Draws every shown cell in view as a prediction's: by target, normal and corrected. */
export const drawScene: SceneDrawer = (context, scene) => {
  context.clearRect(0, 0, scene.width, scene.height);
  const cells = cellsIn(scene.store, visibleArea(scene)).filter((cell) => scene.mask[cell] === 1);
  const detail = chooseDetail(cells.length, typicalSide(scene, cells));
  if (detail === 'dot') drawDots(context, scene, cells);
  else drawFrames(context, scene, cells, detail === 'full');
  if (detail === 'full') drawTicks(context, scene, cells);
  if (scene.hovered !== null && scene.mask[scene.hovered])
    drawHovered(context, scene, scene.hovered);
  return { drawn: cells.length, detail };
};

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

function typicalSide(scene: Scene, cells: readonly number[]): number {
  const sample = cells.slice(0, 200).map((cell) => {
    const box = boxOf(scene.store, cell);
    return (box.x2 - box.x1 + box.y2 - box.y1) / 2;
  });
  const middle = sample.sort((a, b) => a - b)[Math.floor(sample.length / 2)] ?? 0;
  return (middle * scene.placement.scale) / scene.ratio;
}

function isTarget(store: CellStore, cell: number): boolean {
  return store.classes[store.classIndex[cell] ?? 0]?.target ?? false;
}

function place({ placement: { scale, offsetX, offsetY } }: Scene, box: Rectangle): Rectangle {
  return {
    x1: box.x1 * scale + offsetX,
    y1: box.y1 * scale + offsetY,
    x2: box.x2 * scale + offsetX,
    y2: box.y2 * scale + offsetY,
  };
}

function byKind(scene: Scene, cells: readonly number[], ticks: boolean): Map<Kind, Rectangle[]> {
  const groups = new Map<Kind, Rectangle[]>(kinds.map((kind) => [kind, []]));
  for (const cell of cells) {
    const target = isTarget(scene.store, cell);
    const corrected = scene.store.corrected[cell] === 1;
    if (ticks && !corrected) continue;
    const kind = ticks ? classKind(target) : frameKind(target, corrected);
    groups.get(kind)?.push(place(scene, boxOf(scene.store, cell)));
  }
  return groups;
}

function frames(boxes: readonly Rectangle[]): Path2D {
  const path = new Path2D();
  for (const { x1, y1, x2, y2 } of boxes) path.rect(x1, y1, x2 - x1, y2 - y1);
  return path;
}

/** A tick over the top right corner of each box. */
function ticks(boxes: readonly Rectangle[], unit: number): Path2D {
  const path = new Path2D();
  for (const { x2, y1 } of boxes) {
    path.moveTo(x2 - 4 * unit, y1 - 1 * unit);
    path.lineTo(x2 - 0.5 * unit, y1 + 2.5 * unit);
    path.lineTo(x2 + 6 * unit, y1 - 5.5 * unit);
  }
  return path;
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, colour: string, width: number) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

function drawFrames(
  context: CanvasRenderingContext2D,
  scene: Scene,
  cells: number[],
  halo: boolean,
) {
  const groups = byKind(scene, cells, false);
  const paths = [...groups].map(([kind, boxes]) => [kind, frames(boxes)] as const);
  if (halo) {
    for (const [, path] of paths) stroke(context, path, haloColours.light, HALO * scene.ratio);
  }
  for (const [kind, path] of paths) stroke(context, path, boxColours[kind], LINE * scene.ratio);
}

function drawTicks(context: CanvasRenderingContext2D, scene: Scene, cells: number[]) {
  for (const [kind, boxes] of byKind(scene, cells, true)) {
    const path = ticks(boxes, scene.ratio);
    stroke(context, path, haloColours.dark, 5.5 * scene.ratio);
    stroke(context, path, haloColours.light, 4 * scene.ratio);
    stroke(context, path, boxColours[kind], 2.2 * scene.ratio);
  }
}

function drawDots(context: CanvasRenderingContext2D, scene: Scene, cells: number[]) {
  const side = 3 * scene.ratio;
  for (const [kind, boxes] of byKind(scene, cells, false)) {
    context.fillStyle = boxColours[kind];
    for (const { x1, y1, x2, y2 } of boxes) {
      context.fillRect((x1 + x2 - side) / 2, (y1 + y2 - side) / 2, side, side);
    }
  }
}

function drawHovered(context: CanvasRenderingContext2D, scene: Scene, cell: number) {
  const box = place(scene, boxOf(scene.store, cell));
  const kind = frameKind(isTarget(scene.store, cell), scene.store.corrected[cell] === 1);
  const path = frames([box]);
  stroke(context, path, haloColours.dark, 8 * scene.ratio);
  stroke(context, path, haloColours.light, 6 * scene.ratio);
  stroke(context, path, boxColours[kind], 3 * scene.ratio);
}

/** Draws every shown cell in view. @returns what was drawn, for the page and its tests */
export function drawScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
): { drawn: number; detail: Detail } {
  context.clearRect(0, 0, scene.width, scene.height);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const cells = cellsIn(scene.store, visibleArea(scene)).filter((cell) => scene.mask[cell] === 1);
  const detail = chooseDetail(cells.length, typicalSide(scene, cells));
  if (detail === 'dot') drawDots(context, scene, cells);
  else drawFrames(context, scene, cells, detail === 'full');
  if (detail === 'full') drawTicks(context, scene, cells);
  if (scene.hovered !== null && scene.mask[scene.hovered])
    drawHovered(context, scene, scene.hovered);
  return { drawn: cells.length, detail };
}

import type { Difference, DifferenceKind } from '../api/types';
import { boxOf, cellsIn } from './cellStore';
import { haloColours } from './colours';
import {
  chooseDetail,
  eachBox,
  type Scene,
  type SceneDrawer,
  typicalSide,
  visibleArea,
} from './drawBoxes';
import type { DifferenceStore } from './differences';

export interface DifferenceLook {
  colour: string;
  /** Screen pixels drawn and left out, in turns; none for a whole line. */
  dash: readonly number[];
  width: number;
  badge: string | null;
}

/** Told apart by colour (Okabe and Ito, for the colour-blind), by dash, by weight and by a sign, so that grey is enough. */
export const differenceLooks: Readonly<Record<DifferenceKind, DifferenceLook>> = {
  same: { colour: '#6e6e6e', dash: [], width: 1.2, badge: null },
  'class-changed': { colour: '#0072b2', dash: [], width: 3, badge: '≠' },
  'only-first': { colour: '#d55e00', dash: [9, 5], width: 2.5, badge: '1' },
  'only-second': { colour: '#009e73', dash: [2.5, 3.5], width: 2.5, badge: '2' },
};

/** What agrees lies below what does not. */
const order: readonly DifferenceKind[] = ['same', 'class-changed', 'only-first', 'only-second'];
const BADGE = 8;
const DOT = 6;

interface Line {
  colour: string;
  width: number;
  dash?: readonly number[];
}

function frame(
  context: CanvasRenderingContext2D,
  scene: Scene,
  cells: readonly number[],
  { colour, width, dash = [] }: Line,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width * scene.ratio;
  context.lineJoin = 'miter';
  context.setLineDash(dash.map((part) => part * scene.ratio));
  eachBox(scene, cells, (_, x1, y1, x2, y2) => context.strokeRect(x1, y1, x2 - x1, y2 - y1));
  context.setLineDash([]);
}

/** A disc with the sign of the kind at the upper left corner. */
function badges(
  context: CanvasRenderingContext2D,
  scene: Scene,
  cells: readonly number[],
  { colour, badge }: DifferenceLook,
): void {
  if (badge === null) return;
  const { ratio } = scene;
  context.font = `bold ${12 * ratio}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  eachBox(scene, cells, (_, x1, y1) => {
    context.beginPath();
    context.arc(x1, y1, BADGE * ratio, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.strokeStyle = haloColours.light;
    context.lineWidth = 1.5 * ratio;
    context.stroke();
    context.fillStyle = haloColours.light;
    context.fillText(badge, x1, y1 + 0.5 * ratio);
  });
}

/** Where a frame would be a blot: a full mark for the first alone, an open one for the second alone, a bar for another class. */
function dots(
  context: CanvasRenderingContext2D,
  scene: Scene,
  cells: readonly number[],
  kind: DifferenceKind,
): void {
  const side = (kind === 'same' ? DOT / 3 : DOT) * scene.ratio;
  const { colour } = differenceLooks[kind];
  eachBox(scene, cells, (_, x1, y1, x2, y2) => {
    const [x, y] = [(x1 + x2 - side) / 2, (y1 + y2 - side) / 2];
    context.fillStyle = colour;
    if (kind === 'class-changed') context.fillRect(x - side / 2, y + side / 3, side * 2, side / 3);
    else context.fillRect(x, y, side, side);
    if (kind !== 'only-second') return;
    context.fillStyle = haloColours.light;
    context.fillRect(x + side / 4, y + side / 4, side / 2, side / 2);
  });
}

/** The chosen one: its box set off from the rest, and where the second side puts it. */
function drawChosen(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { kind, first, second }: Difference,
  cell: number,
): void {
  const { colour, dash } = differenceLooks[kind];
  frame(context, scene, [cell], { colour: haloColours.dark, width: 9 });
  frame(context, scene, [cell], { colour: haloColours.light, width: 6.5 });
  frame(context, scene, [cell], { colour, width: 3.5, dash });
  if (first === null || second === null) return;
  const { scale, offsetX, offsetY } = scene.placement;
  const [x1, y1, x2, y2] = second.box;
  context.setLineDash(differenceLooks['only-second'].dash.map((part) => part * scene.ratio));
  context.strokeStyle = haloColours.dark;
  context.lineWidth = 2 * scene.ratio;
  context.strokeRect(
    x1 * scale + offsetX,
    y1 * scale + offsetY,
    (x2 - x1) * scale,
    (y2 - y1) * scale,
  );
  context.setLineDash([]);
}

/** Draws the shown cells by what the two sides say of them. */
export function differenceDrawer({ items }: DifferenceStore, chosen: number | null): SceneDrawer {
  return (context, scene) => {
    context.clearRect(0, 0, scene.width, scene.height);
    const cells = cellsIn(scene.store, visibleArea(scene)).filter((cell) => scene.mask[cell]);
    const detail = chooseDetail(cells.length, typicalSide(scene, cells));
    const ofKind = new Map(
      order.map((kind) => [kind, cells.filter((cell) => items[cell]?.kind === kind)]),
    );
    for (const [kind, some] of ofKind) {
      const look = differenceLooks[kind];
      if (detail === 'dot') {
        dots(context, scene, some, kind);
        continue;
      }
      frame(context, scene, some, { colour: haloColours.light, width: look.width + 2 });
      frame(context, scene, some, look);
    }
    for (const cell of new Set([scene.hovered, chosen])) {
      const item = cell === null ? undefined : items[cell];
      if (cell !== null && item && scene.mask[cell]) drawChosen(context, scene, item, cell);
    }
    if (detail === 'full')
      for (const [kind, some] of ofKind) badges(context, scene, some, differenceLooks[kind]);
    return { drawn: cells.length, detail };
  };
}

/** Middle of a cell, for whoever lists it. */
export function middleOf({ store }: DifferenceStore, cell: number): { x: number; y: number } {
  const { x1, y1, x2, y2 } = boxOf(store, cell);
  return { x: Math.round((x1 + x2) / 2), y: Math.round((y1 + y2) / 2) };
}

import type { Placement } from './drawBoxes';
import { boxOf, cellsIn, type CellStore } from './cellStore';
import { boxColours, haloColours } from './colours';

/** More lines than this are a blot and not a figure. */
const MOST = 100_000;
const LINE = 1.3;
const HALO = 2.6;

export interface Segments {
  /** x, y of a target's centre, then of a normal cell's, in pixels of the full-resolution picture. */
  readonly ends: Float32Array;
  readonly count: number;
  /** Whether there were more than are here. */
  readonly cut: boolean;
}

function centreOf(store: CellStore, cell: number): readonly [number, number] {
  const { x1, y1, x2, y2 } = boxOf(store, cell);
  return [(x1 + x2) / 2, (y1 + y2) / 2];
}

/** Mean of (w + h) / 4 over the targets, in pixels. */
function meanRadius(store: CellStore, targets: readonly number[]): number {
  const sum = targets.reduce((total, cell) => {
    const { x1, y1, x2, y2 } = boxOf(store, cell);
    return total + (x2 - x1 + y2 - y1) / 4;
  }, 0);
  return sum / targets.length;
}

/** From each target to the normal cells whose centres lie within k mean target radii of its own: what the effective score counts. */
export function neighbourSegments(store: CellStore, k: number): Segments {
  const isTarget = (cell: number) => store.classes[store.classIndex[cell] ?? 0]?.target ?? false;
  const targets = Array.from({ length: store.count }, (_, cell) => cell).filter(isTarget);
  const reach = k * meanRadius(store, targets);
  const ends: number[] = [];
  for (const target of targets) {
    const [x, y] = centreOf(store, target);
    for (const cell of cellsIn(store, {
      x1: x - reach,
      y1: y - reach,
      x2: x + reach,
      y2: y + reach,
    })) {
      const [atX, atY] = centreOf(store, cell);
      if (isTarget(cell) || (atX - x) ** 2 + (atY - y) ** 2 > reach ** 2) continue;
      if (ends.length >= MOST * 4) return { ends: Float32Array.from(ends), count: MOST, cut: true };
      ends.push(x, y, atX, atY);
    }
  }
  return { ends: Float32Array.from(ends), count: ends.length / 4, cut: false };
}

/** Draws the segments as one path, with a light edge so that they show on any stain. */
export function drawSegments(
  context: CanvasRenderingContext2D,
  { ends }: Segments,
  { scale, offsetX, offsetY }: Placement,
  ratio: number,
): void {
  const path = new Path2D();
  for (let at = 0; at < ends.length; at += 4) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ends.subarray(at, at + 4);
    path.moveTo(x1 * scale + offsetX, y1 * scale + offsetY);
    path.lineTo(x2 * scale + offsetX, y2 * scale + offsetY);
  }
  for (const [colour, width] of [
    [haloColours.light, HALO],
    [boxColours.target, LINE],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.stroke(path);
  }
}

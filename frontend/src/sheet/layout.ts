import { isInside, type Point } from '../annotations/choose';
import type { Rectangle } from '../cells/cellStore';
import type { SheetSection } from './arrange';

export const GAP = 6;
export const HEAD = 40;
const PAD = 12;

/** Where a section stands, in pixels of the whole sheet, top-left origin. */
interface Block {
  section: SheetSection;
  top: number;
  /** First row of crops. */
  body: number;
  bottom: number;
}

export interface Layout {
  side: number;
  columns: number;
  height: number;
  blocks: readonly Block[];
}

export interface Placed extends Point {
  cell: number;
}

/** Squares of `side` in rows as wide as `width` allows, section under section, each with a heading. */
export function layOut(sections: readonly SheetSection[], width: number, side: number): Layout {
  const columns = Math.max(1, Math.floor((width - 2 * PAD + GAP) / (side + GAP)));
  let y = 0;
  const blocks = sections.map((section) => {
    const body = y + HEAD;
    const rows = Math.ceil(section.cells.length / columns);
    const block = { section, top: y, body, bottom: body + rows * (side + GAP) };
    y = block.bottom + PAD;
    return block;
  });
  return { side, columns, height: y, blocks };
}

function placeIn({ side, columns }: Layout, { section, body }: Block, at: number): Placed {
  return {
    cell: section.cells[at] ?? 0,
    x: PAD + (at % columns) * (side + GAP),
    y: body + Math.floor(at / columns) * (side + GAP),
  };
}

/** Squares that touch the stripe between two heights. */
export function placedBetween(layout: Layout, top: number, bottom: number): Placed[] {
  const pitch = layout.side + GAP;
  return layout.blocks.flatMap((block) => {
    if (block.bottom < top || block.top > bottom) return [];
    const from = Math.max(0, Math.floor((top - block.body) / pitch)) * layout.columns;
    const rows = Math.ceil((bottom - block.body) / pitch);
    const to = Math.min(block.section.cells.length, Math.max(0, rows) * layout.columns);
    return Array.from({ length: Math.max(0, to - from) }, (_, n) =>
      placeIn(layout, block, from + n),
    );
  });
}

/** The cell under a point; null in a gap. */
export function cellAt(layout: Layout, { x, y }: Point): number | null {
  const found = placedBetween(layout, y, y + 1).find(
    (one) => x >= one.x && x < one.x + layout.side && y >= one.y && y < one.y + layout.side,
  );
  return found?.cell ?? null;
}

/** Cells whose squares a rectangle touches. */
export function inRectangle(layout: Layout, { x1, y1, x2, y2 }: Rectangle): number[] {
  const { side } = layout;
  return placedBetween(layout, y1, y2)
    .filter(({ x, y }) => x <= x2 && x + side >= x1 && y <= y2 && y + side >= y1)
    .map(({ cell }) => cell);
}

/** Cells whose middles a drawn line goes round. */
export function inLasso(layout: Layout, outline: readonly Point[]): number[] {
  const ys = outline.map(({ y }) => y);
  const half = layout.side / 2;
  return placedBetween(layout, Math.min(...ys), Math.max(...ys))
    .filter(({ x, y }) => isInside({ x: x + half, y: y + half }, outline))
    .map(({ cell }) => cell);
}

export function placeOf(layout: Layout, cell: number): Placed | null {
  for (const block of layout.blocks) {
    const at = block.section.cells.indexOf(cell);
    if (at >= 0) return placeIn(layout, block, at);
  }
  return null;
}

/** Every cell in reading order. */
export const inOrder = ({ blocks }: Layout): number[] =>
  blocks.flatMap(({ section }) => section.cells);

/** The next cell in a direction; from nowhere, the first. Rows of neighbouring sections follow each other. */
export function neighbour(
  layout: Layout,
  from: number | null,
  to: 'left' | 'right' | 'up' | 'down',
): number | null {
  const order = inOrder(layout);
  if (from === null) return order[0] ?? null;
  if (to === 'left' || to === 'right') {
    return order[order.indexOf(from) + (to === 'right' ? 1 : -1)] ?? from;
  }
  const here = placeOf(layout, from);
  if (!here) return order[0] ?? null;
  return (to === 'down' ? below(layout, here) : above(layout, here)) ?? from;
}

function below(layout: Layout, { x, y }: Placed): number | null {
  const from = y + layout.side + GAP;
  const jump = from + HEAD + PAD + GAP;
  const later = placedBetween(layout, from, jump).filter((one) => one.y >= from);
  return closest(later, x, Math.min(...later.map((one) => one.y)));
}

function above(layout: Layout, { x, y }: Placed): number | null {
  const jump = y - layout.side - GAP - HEAD - PAD;
  const earlier = placedBetween(layout, jump, y - GAP - 1).filter((one) => one.y < y);
  return closest(earlier, x, Math.max(...earlier.map((one) => one.y)));
}

function closest(placed: readonly Placed[], x: number, row: number): number | null {
  const inRow = placed.filter(({ y }) => y === row);
  return (
    inRow.reduce<Placed | null>(
      (best, one) => (best === null || Math.abs(one.x - x) < Math.abs(best.x - x) ? one : best),
      null,
    )?.cell ?? null
  );
}

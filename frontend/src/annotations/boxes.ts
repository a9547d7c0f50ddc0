import type { Point } from './choose';
import type { Box } from './types';

/** Corners and sides of a box, clockwise from the top left. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof handles)[number];

/** The smallest cell that can be drawn, in picture pixels. */
export const SMALLEST = 3;

export interface Size {
  width: number;
  height: number;
}

/** Sixteenths of a pixel are exact in 32 bits, so that page and service keep the same numbers. */
const snapped = (value: number): number => Math.round(value * 16) / 16;
const limited = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** The box between two corners, within the picture. */
export function boxBetween(a: Point, b: Point, { width, height }: Size): Box {
  return [
    snapped(limited(Math.min(a.x, b.x), width)),
    snapped(limited(Math.min(a.y, b.y), height)),
    snapped(limited(Math.max(a.x, b.x), width)),
    snapped(limited(Math.max(a.y, b.y), height)),
  ];
}

export const isLargeEnough = ([x1, y1, x2, y2]: Box): boolean =>
  x2 - x1 >= SMALLEST && y2 - y1 >= SMALLEST;

/** The box moved as far as the picture allows. */
export function shifted([x1, y1, x2, y2]: Box, by: Point, { width, height }: Size): Box {
  const x = Math.min(Math.max(snapped(by.x), -x1), width - x2);
  const y = Math.min(Math.max(snapped(by.y), -y1), height - y2);
  return [x1 + x, y1 + y, x2 + x, y2 + y];
}

/** The box with one of its corners or sides dragged; dragging past the other side turns it over. */
export function resized([x1, y1, x2, y2]: Box, handle: Handle, by: Point, size: Size): Box {
  const left = handle.includes('w') ? x1 + by.x : x1;
  const right = handle.includes('e') ? x2 + by.x : x2;
  const top = handle.startsWith('n') ? y1 + by.y : y1;
  const bottom = handle.startsWith('s') ? y2 + by.y : y2;
  return boxBetween({ x: left, y: top }, { x: right, y: bottom }, size);
}

export function handlePoint([x1, y1, x2, y2]: Box, handle: Handle): Point {
  const x = handle.includes('w') ? x1 : handle.includes('e') ? x2 : (x1 + x2) / 2;
  const y = handle.startsWith('n') ? y1 : handle.startsWith('s') ? y2 : (y1 + y2) / 2;
  return { x, y };
}

import type { AnnotationStore } from './AnnotationStore';
import { boxBetween, isLargeEnough, resized, type Size } from './boxes';
import type { Point } from './choose';
import type { Box } from './types';

const SAMPLE = 200;
const USUAL_SIDE = 32;

/** The next or previous living cell in the order of slots that may be seen; null when there is none. */
export function stepFrom(
  store: AnnotationStore,
  from: number | null,
  by: 1 | -1,
  visible: (slot: number) => boolean,
): number | null {
  const { count } = store;
  const start = from ?? (by === 1 ? -1 : count);
  for (let step = 1; step <= count; step++) {
    const slot = (start + by * step + count * 2) % count;
    if (store.alive[slot] === 1 && visible(slot)) return slot;
  }
  return null;
}

/** A new cell about a point, as large as the cells of the picture are. */
export function newBoxAt(store: AnnotationStore, { x, y }: Point, size: Size): Box {
  const sides = store
    .livingSlots()
    .slice(0, SAMPLE)
    .map((slot) => {
      const [x1, y1, x2, y2] = store.boxAt(slot);
      return (x2 - x1 + y2 - y1) / 2;
    })
    .sort((a, b) => a - b);
  const half = (sides[Math.floor(sides.length / 2)] ?? USUAL_SIDE) / 2;
  return boxBetween({ x: x - half, y: y - half }, { x: x + half, y: y + half }, size);
}

/** The box with its right or lower side moved; never smaller than a cell can be. */
export function resizedBy(box: Box, by: Point, size: Size): Box {
  const changed = resized(box, 'se', by, size);
  return isLargeEnough(changed) ? changed : box;
}

import { cellsIn, type Rectangle } from '../cells/cellStore';
import type { AnnotationStore } from './AnnotationStore';

export interface Point {
  x: number;
  y: number;
}

function centre(store: AnnotationStore, slot: number): Point {
  const [x1, y1, x2, y2] = store.boxAt(slot);
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
}

/** Cells whose centres lie in the rectangle. */
export function inRectangle(store: AnnotationStore, area: Rectangle): number[] {
  return cellsIn(store, area).filter((slot) => {
    const { x, y } = centre(store, slot);
    return x >= area.x1 && x <= area.x2 && y >= area.y1 && y <= area.y2;
  });
}

/** Even-odd rule. */
export function isInside({ x, y }: Point, outline: readonly Point[]): boolean {
  let inside = false;
  outline.forEach((a, at) => {
    const b = outline.at(at - 1) ?? a;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  });
  return inside;
}

/** Cells whose centres a drawn line goes round. */
export function inLasso(store: AnnotationStore, outline: readonly Point[]): number[] {
  const xs = outline.map(({ x }) => x);
  const ys = outline.map(({ y }) => y);
  const area = {
    x1: Math.min(...xs),
    y1: Math.min(...ys),
    x2: Math.max(...xs),
    y2: Math.max(...ys),
  };
  return inRectangle(store, area).filter((slot) => isInside(centre(store, slot), outline));
}

export const ofClass = (store: AnnotationStore, place: number): number[] =>
  store.livingSlots().filter((slot) => store.classIndex[slot] === place);

/** Predicted cells whose detection score lies in the range, ends included. */
export function inScoreRange(store: AnnotationStore, low: number, high: number): number[] {
  const least = Math.fround(low);
  const most = Math.fround(high);
  return store.livingSlots().filter((slot) => {
    const score = store.score[slot] ?? NaN;
    return score >= least && score <= most;
  });
}

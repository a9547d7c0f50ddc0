import type { Cell, CellClass } from '../api/types';

export const livingDead: CellClass[] = [
  { name: 'living', target: false },
  { name: 'dead', target: true },
];

export function cell(box: [number, number, number, number], more: Partial<Cell> = {}): Cell {
  return {
    box,
    score: 0.9,
    class: 'living',
    class_score: 0.8,
    detector_class: 'living',
    corrected: false,
    ...more,
  };
}

/** A normal cell, a target, a target that the detector had called living, and a small normal one inside the first. */
export const fourCells: Cell[] = [
  cell([10, 10, 50, 50], { score: 0.5 }),
  cell([100, 20, 140, 60], { class: 'dead', detector_class: 'dead', score: 0.7 }),
  cell([200, 100, 240, 150], { class: 'dead', corrected: true }),
  cell([20, 20, 30, 30], { score: 0.6, class_score: null }),
];

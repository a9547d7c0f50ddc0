import type { CellClass } from '../api/types';

/** x1, y1, x2, y2 in pixels of the full-resolution picture, origin top-left. */
export type Box = [number, number, number, number];

export type Origin = 'predicted' | 'added' | 'imported';

/** A cell of an annotation as the API gives it; scores are null unless it was predicted. */
export interface AnnotatedCell {
  id: string;
  box: Box;
  class: string;
  origin: Origin;
  score: number | null;
  class_score: number | null;
  detector_class: string | null;
  corrected: boolean;
  changed: boolean;
  /** Its outline in the file it was imported from, until it is moved. */
  shape?: Shape | null;
}

export interface Shape {
  kind: 'polygon' | 'circle';
  points: [number, number][];
}

/** A change of an annotation; each is all or nothing, and one that no longer fits is skipped. */
export type Operation =
  | { op: 'add'; id: string; box: Box; class: string }
  | { op: 'move'; id: string; box: Box }
  | { op: 'delete'; ids: string[] }
  | { op: 'classify'; ids: string[]; class: string }
  | { op: 'restore'; cells: AnnotatedCell[] }
  | { op: 'check'; region: Box }
  | { op: 'uncheck'; region: Box }
  | { op: 'add-class'; name: string; target: boolean };

/** What a store is made of. */
export interface AnnotationContent {
  classes: readonly CellClass[];
  cells: readonly AnnotatedCell[];
  checked: readonly Box[];
}

export const sameBox = (a: Box, b: Box): boolean => a.every((side, at) => side === b[at]);

/** Cells that an operation speaks of. */
export function idsOf(operation: Operation): readonly string[] {
  switch (operation.op) {
    case 'add':
    case 'move':
      return [operation.id];
    case 'delete':
    case 'classify':
      return operation.ids;
    case 'restore':
      return operation.cells.map(({ id }) => id);
    default:
      return [];
  }
}

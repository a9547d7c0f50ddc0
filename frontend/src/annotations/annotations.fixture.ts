import type { Journal, KeptBatch } from './journal';
import type { AnnotatedCell, AnnotationContent, Box } from './types';

export const classes = [
  { name: 'living', target: false },
  { name: 'dead', target: true },
];

export function predicted(id: string, box: Box, more: Partial<AnnotatedCell> = {}): AnnotatedCell {
  return {
    id,
    box,
    class: 'living',
    origin: 'predicted',
    score: 0.75,
    class_score: 0.875,
    detector_class: 'living',
    corrected: false,
    changed: false,
    shape: null,
    ...more,
  };
}

/** A living, a dead, a green one, and a small living one inside the first. */
export const fourCells: AnnotatedCell[] = [
  predicted('p0', [10, 10, 50, 50]),
  predicted('p1', [100, 20, 140, 60], { class: 'dead', detector_class: 'dead', score: 0.5 }),
  predicted('p2', [200, 100, 240, 150], { class: 'dead', corrected: true }),
  predicted('p3', [20, 20, 30, 30], { class_score: 0.625 }),
];

export const content: AnnotationContent = { classes, cells: fourCells, checked: [] };

/** A journal that outlives the editor that writes it, as the browser's storage does. */
export function memoryJournal(): Journal & {
  kept: Map<string, KeptBatch>;
  left: () => KeptBatch[];
} {
  const kept = new Map<string, KeptBatch>();
  return {
    kept,
    left: () => structuredClone([...kept.values()]).sort((a, b) => a.order - b.order),
    keep: ({ id, order, base, operations }) => {
      kept.set(id, structuredClone({ id, order, base, operations }));
      return true;
    },
    drop: (id) => void kept.delete(id),
  };
}

import type { AnnotationStore } from './AnnotationStore';

const DISAGREEMENT = 0.3;
const DETECTION_WEIGHT = 0.5;

/**
 * How much a predicted cell is worth a look, 0 to 1.3. The classifier's margin counts most (with two classes it is
 * 2p - 1), then that it disagreed with the detector, then a low detection score. 0 where a person drew or changed the cell.
 */
export function doubtOf(store: AnnotationStore, slot: number): number {
  const score = store.score[slot] ?? NaN;
  if (store.changed[slot] === 1 || Number.isNaN(score)) return 0;
  const classScore = store.classScore[slot] ?? NaN;
  const unsure = Number.isNaN(classScore) ? 0 : Math.min(1, 2 * (1 - classScore));
  const disagreed = (store.corrected[slot] ?? 0) * DISAGREEMENT;
  return Math.max(unsure + disagreed, DETECTION_WEIGHT * (1 - score));
}

/** Living cells by doubt, the most doubtful first; those without any are left out. */
export function byDoubt(store: AnnotationStore, slots = store.livingSlots()): number[] {
  const doubt = new Map(slots.map((slot) => [slot, doubtOf(store, slot)]));
  return slots
    .filter((slot) => (doubt.get(slot) ?? 0) > 0)
    .sort((a, b) => (doubt.get(b) ?? 0) - (doubt.get(a) ?? 0) || a - b);
}

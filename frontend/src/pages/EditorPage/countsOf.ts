import type { Editor } from '../../annotations/Editor';

/** Living cells of each class, by the place of the class. */
export function countsOf({ store }: Editor): number[] {
  const counts = store.classes.map(() => 0);
  for (const slot of store.livingSlots()) {
    const place = store.classIndex[slot] ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

import type { TrainingCheck } from '../../api/types';

export interface Advice {
  /** Which sentence says it. */
  name: 'nothing' | 'full' | 'quick' | 'classesAlone';
  boxes: number;
  classes: number;
}

/** What the corrections of the chosen pictures are of; null where none began with a prediction, or a unit is left out. */
export function adviceOf({
  corrections,
  advised_mode: mode,
}: Pick<TrainingCheck, 'corrections' | 'advised_mode'>): Advice | null {
  if (corrections === null) return null;
  const boxes = corrections.added + corrections.deleted + corrections.moved;
  const classes = corrections.reclassified;
  if (boxes + classes === 0) return { name: 'nothing', boxes, classes };
  if (mode === null) return null;
  return { name: boxes === 0 ? 'classesAlone' : mode, boxes, classes };
}

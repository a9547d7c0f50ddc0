import type { HeldOutPicture } from '../../api/types';

/** Two dead cells: the old model calls one living, misses the other and makes one up; the new one names one wrongly. */
export const heldOut: HeldOutPicture = {
  image_id: 'p1',
  classes: [
    { name: 'living', target: false },
    { name: 'dead', target: true },
  ],
  checked: [],
  old: [
    { box: [50, 50, 70, 70], class: 'living', score: 0.6, outcome: 'false' },
    { box: [11, 11, 31, 31], class: 'living', score: 0.8, outcome: 'wrong-class' },
  ],
  new: [
    { box: [10, 10, 30, 30], class: 'dead', score: 0.9, outcome: 'right' },
    { box: [101, 10, 121, 30], class: 'living', score: 0.7, outcome: 'wrong-class' },
  ],
  truth: [
    { box: [10, 10, 30, 30], class: 'dead', old: 'wrong-class', new: 'right' },
    { box: [100, 10, 120, 30], class: 'dead', old: 'missed', new: 'wrong-class' },
  ],
};

import type { Cell, CellClass } from '../src/api/types';

/** Side of the picture in pixels. */
export const SIDE = 4000;

export const classes: CellClass[] = [
  { name: 'living', target: false },
  { name: 'dead', target: true },
];

/** Numbers from 0 to 1, the same in every run (Park and Miller's generator). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Cells of 25 to 40 px at random places, 7 in 100 of them dead, 3 in 100 corrected. */
export function makeField(count: number): Cell[] {
  const next = random(1);
  return Array.from({ length: count }, () => {
    const [x, y] = [next() * (SIDE - 40), next() * (SIDE - 40)];
    return {
      box: [x, y, x + 25 + next() * 15, y + 25 + next() * 15],
      score: 0.9,
      class: next() < 0.07 ? 'dead' : 'living',
      class_score: 0.8,
      detector_class: 'living',
      corrected: next() < 0.03,
    };
  });
}

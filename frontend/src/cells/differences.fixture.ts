import type { Difference } from '../api/types';

const side = (box: [number, number, number, number], name: string, score: number | null) => ({
  box,
  class: name,
  score,
});

/** A cell of each kind, as the service orders them. */
export const twoSides: Difference[] = [
  { kind: 'only-first', first: side([10, 10, 30, 30], 'living', 0.9), second: null },
  { kind: 'only-second', first: null, second: side([60, 10, 80, 30], 'odd', null) },
  {
    kind: 'class-changed',
    first: side([10, 60, 30, 80], 'living', 0.7),
    second: side([12, 60, 32, 80], 'dead', null),
  },
  {
    kind: 'same',
    first: side([60, 60, 80, 80], 'dead', 0.8),
    second: side([60, 60, 80, 80], 'dead', 0.8),
  },
];

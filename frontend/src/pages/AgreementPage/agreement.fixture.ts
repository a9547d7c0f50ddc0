import type { Disagreement, Disagreements } from '../../api/types';

type Cell = NonNullable<Disagreement['first']>;

const cell = (id: string, x: number, name: string): Cell => ({
  id,
  box: [x, 10, x + 20, 30],
  class: name,
  origin: 'added',
  score: null,
  class_score: null,
  detector_class: null,
  corrected: false,
  changed: false,
  shape: null,
});

export const differing: Disagreement = {
  kind: 'class-differs',
  first: cell('b', 100, 'living'),
  second: cell('b', 101, 'dead'),
};

/** Four cells both, of which two are matched; one of each kind of disagreement. */
export const found: Disagreements = {
  first: { reading_id: 'r1', reader: 'alice', revision: 3 },
  second: { reading_id: 'r2', reader: 'bob', revision: 4 },
  cells: [3, 3],
  matched: 2,
  f1: 2 / 3,
  kappa: 0,
  classes: [
    { name: 'living', target: false },
    { name: 'dead', target: true },
  ],
  confusion: { living: { living: 1, dead: 1 }, dead: { living: 0, dead: 0 } },
  items: [
    differing,
    { kind: 'only-first', first: cell('c', 200, 'living'), second: null },
    { kind: 'only-second', first: null, second: cell('d', 300, 'dead') },
  ],
  next_cursor: null,
};

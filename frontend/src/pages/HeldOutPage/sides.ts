import type { HeldOutPicture } from '../../api/types';
import type { Box } from '../../annotations/types';
import { type CellStore, makeCellStore } from '../../cells/cellStore';

export type Side = 'old' | 'new';
export const sides: readonly Side[] = ['old', 'new'];

/** `missed`: a true cell without a box; `false`: a box without a true cell; `wrong-class`: a box with the wrong name. */
export type MistakeKind = 'missed' | 'false' | 'wrong-class';
export const mistakeKinds: readonly MistakeKind[] = ['missed', 'false', 'wrong-class'];

export interface Mistake {
  kind: MistakeKind;
  box: Box;
}

/** The cells that one model found, ready to be drawn. */
export function storeOf(picture: HeldOutPicture, side: Side): CellStore {
  const cells = picture[side].map(({ box, class: name, score }) => ({
    box,
    score,
    class: name,
    class_score: null,
    detector_class: name,
    corrected: false,
  }));
  return makeCellStore(cells, picture.classes);
}

export function mistakesOf(picture: HeldOutPicture, side: Side): Mistake[] {
  const missed = picture.truth.filter((cell) => cell[side] === 'missed');
  return [
    ...missed.map(({ box }): Mistake => ({ kind: 'missed', box })),
    ...picture[side].flatMap(({ outcome, box }) =>
      outcome === 'right' ? [] : [{ kind: outcome, box }],
    ),
  ];
}

export function countOf(mistakes: readonly Mistake[]): Record<MistakeKind, number> {
  const counts = { missed: 0, false: 0, 'wrong-class': 0 };
  for (const { kind } of mistakes) counts[kind] += 1;
  return counts;
}

const centre = ([x1, y1, x2, y2]: Box) => [(x1 + x2) / 2, (y1 + y2) / 2] as const;

const isIn = (x: number, y: number, [x1, y1, x2, y2]: Box) =>
  x >= x1 && x <= x2 && y >= y1 && y <= y2;

/** Where either model is wrong, from left to right; places that lie in each other are one stop. */
export function stopsOf(picture: HeldOutPicture): Box[] {
  const boxes = sides
    .flatMap((side) => mistakesOf(picture, side).map(({ box }) => box))
    .sort((a, b) => centre(a)[0] - centre(b)[0] || centre(a)[1] - centre(b)[1]);
  return boxes.reduce<Box[]>((stops, box) => {
    const known = stops.some((one) => isIn(...centre(box), one));
    return known ? stops : [...stops, box];
  }, []);
}

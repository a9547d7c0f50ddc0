import { expect, it } from 'vitest';
import { secondSide } from './secondSide';

const list = [{ id: 'p' }, { id: 'q' }];

it('is the other labels of the same prediction', () => {
  expect(secondSide('p', 'predicted', 'labels', list)).toEqual({
    predictionId: 'p',
    labels: 'current',
    against: 'current',
  });
  expect(secondSide('p', 'current', 'labels', list)?.labels).toBe('predicted');
});

it('is another prediction of the project with the same kind of labels, or nothing', () => {
  expect(secondSide('p', 'current', 'q', list)).toEqual({
    predictionId: 'q',
    labels: 'current',
    against: 'q',
  });
  expect([null, 'p', 'gone'].map((beside) => secondSide('p', 'predicted', beside, list))).toEqual([
    null,
    null,
    null,
  ]);
});

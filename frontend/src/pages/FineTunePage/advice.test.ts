import { expect, it } from 'vitest';
import type { TrainingCheck } from '../../api/types';
import { adviceOf } from './advice';

type Mode = TrainingCheck['advised_mode'];

const advice = (added: number, moved: number, reclassified: number, mode: Mode) =>
  adviceOf({
    corrections: { pictures: 2, added, deleted: 1, moved, reclassified },
    advised_mode: mode,
  });

it('counts corrections of boxes and of classes, and names the sentence for them', () => {
  expect(advice(20, 9, 7, 'full')).toEqual({ name: 'full', boxes: 30, classes: 7 });
  expect(advice(0, 0, 7, 'quick')).toEqual({ name: 'quick', boxes: 1, classes: 7 });
});

it('has sentences of their own for classes alone and for nothing', () => {
  const none = { pictures: 2, added: 0, deleted: 0, moved: 0, reclassified: 0 };
  const classes = { ...none, reclassified: 4 };
  expect(adviceOf({ corrections: classes, advised_mode: 'quick' })?.name).toBe('classesAlone');
  expect(adviceOf({ corrections: none, advised_mode: null })?.name).toBe('nothing');
});

it('says nothing where nobody can tell, or only one of the networks is trained', () => {
  expect(adviceOf({ corrections: null, advised_mode: null })).toBeNull();
  expect(advice(1, 1, 1, null)).toBeNull();
});

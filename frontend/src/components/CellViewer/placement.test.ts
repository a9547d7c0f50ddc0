import { expect, it } from 'vitest';
import { pictureAt } from './placement';

it('finds the picture pixel under a screen point on a screen of double density', () => {
  expect(pictureAt({ scale: 4, offsetX: 20, offsetY: -8 }, 30, 16, 2)).toEqual([10, 10]);
});

import { expect, it } from 'vitest';
import { fitted } from './fitted';

it('lays a picture into the middle of its square, as large as it fits', () => {
  expect(fitted({ width: 400, height: 300 }, { x: 10, y: 20 }, 200)).toEqual({
    scale: 0.5,
    left: 10,
    top: 45,
  });
});

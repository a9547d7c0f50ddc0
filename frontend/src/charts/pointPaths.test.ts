import { expect, it } from 'vitest';
import { looksOf, nearest, outlineOf } from './pointPaths';

it('draws circles, and squares for a second side', () => {
  expect(outlineOf({ x: 10, y: 20, radius: 4 })).toBe('M6 20a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z');
  expect(outlineOf({ x: 10, y: 20, radius: 5, second: true })).toBe('M5.5 15.5h9v9h-9z');
});

it('gathers points that look alike into one outline', () => {
  const looks = looksOf([
    { x: 1, y: 1 },
    { x: 2, y: 2, second: true },
    { x: 3, y: 3, doubtful: true },
    { x: 4, y: 4 },
  ]);
  expect(looks.map(({ second, doubtful, outline }) => [second, doubtful, outline.split('M').length - 1])).toEqual([
    [false, false, 2],
    [false, true, 1],
    [true, false, 1],
  ]); // prettier-ignore
});

it('finds the point under the pointer: of two at one place the upper one, and a large one by its edge', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 0 },
    { x: 30, y: 0, radius: 16 },
  ];
  expect([1, 9, 16].map((x) => nearest(points, x, 0))).toEqual([0, 2, 3]);
});

import { describe, expect, it } from 'vitest';
import { cellAt, inLasso, inRectangle, layOut, neighbour, placedBetween, placeOf } from './layout';

const section = (name: string, from: number, count: number) => ({
  name,
  target: false,
  cells: Array.from({ length: count }, (_, at) => from + at),
});

// 12 + 3 * 50 + 2 * 6 + 12 = 186: three columns of 50 and gaps of 6.
const layout = layOut([section('dead', 0, 4), section('living', 4, 5)], 190, 50);

it('stands in rows under headings', () => {
  expect(layout.columns).toBe(3);
  expect(layout.blocks.map(({ top, body, bottom }) => [top, body, bottom])).toEqual([
    [0, 40, 152],
    [164, 204, 316],
  ]);
  expect(placeOf(layout, 3)).toEqual({ cell: 3, x: 12, y: 96 });
  expect(placeOf(layout, 99)).toBeNull();
});

it('finds what is under a point, and nothing in a gap or past the last cell', () => {
  expect(cellAt(layout, { x: 13, y: 97 })).toBe(3);
  expect(cellAt(layout, { x: 64, y: 41 })).toBeNull();
  expect(cellAt(layout, { x: 70, y: 97 })).toBeNull();
  expect(cellAt(layout, { x: 13, y: 10 })).toBeNull();
});

it('finds what a rectangle touches and what a line goes round, over headings', () => {
  expect(inRectangle(layout, { x1: 0, y1: 91, x2: 20, y2: 210 })).toEqual([3, 4]);
  const round = [
    { x: 60, y: 50 },
    { x: 180, y: 50 },
    { x: 180, y: 80 },
    { x: 60, y: 80 },
  ];
  expect(inLasso(layout, round)).toEqual([1, 2]);
});

it('looks through the rows in view alone, of 20,000 cells', () => {
  const long = layOut([section('cell', 0, 20_000)], 1400, 84);
  const seen = placedBetween(long, 60_000, 60_900);
  expect(seen.length).toBeLessThanOrEqual(12 * long.columns);
  expect(seen.every(({ y }) => y > 60_000 - 90 && y < 60_900)).toBe(true);
});

describe('the keyboard', () => {
  it.each([
    [null, 'right', 0],
    [0, 'right', 1],
    [3, 'right', 4],
    [8, 'right', 8],
    [0, 'left', 0],
    [0, 'down', 3],
    [1, 'down', 3],
    [3, 'down', 4],
    [5, 'down', 8],
    [6, 'up', 3],
    [7, 'up', 4],
    [2, 'up', 2],
  ] as const)('goes from %s %s to %s', (from, to, expected) => {
    expect(neighbour(layout, from, to)).toBe(expected);
  });
});

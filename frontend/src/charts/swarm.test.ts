import { expect, it } from 'vitest';
import { swarm } from './swarm';

it('leaves points apart where they are, and moves those that would hide each other', () => {
  expect(swarm([100, 10, 50], 8, 40)).toEqual([0, 0, 0]);
  expect(swarm([50, 50, 50], 8, 40)).toEqual([0, 8, -8]);
});

it('never leaves its place, however many there are', () => {
  const offsets = swarm(
    Array.from({ length: 60 }, () => 20),
    8,
    24,
  );
  expect(Math.max(...offsets.map(Math.abs))).toBe(24);
});

import { expect, it } from 'vitest';
import { inTurns } from './inTurns';

it('keeps the order of the items and never runs more than the width at once', async () => {
  let running = 0;
  let most = 0;
  const results = await inTurns(
    [30, 10, 20, 0, 5],
    async (wait) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, wait));
      running--;
      return wait * 2;
    },
    2,
  );
  expect(results).toEqual([60, 20, 40, 0, 10]);
  expect(most).toBe(2);
});

it('passes the first error on', async () => {
  await expect(inTurns([1], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

it('starts nothing more once one has failed', async () => {
  const started: number[] = [];
  const task = async (item: number) => {
    started.push(item);
    await new Promise((resolve) => setTimeout(resolve, item));
    if (item === 1) throw new Error('no');
  };
  await expect(inTurns([1, 5, 6, 7], task, 2)).rejects.toThrow('no');
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(started).toEqual([1, 5]);
});

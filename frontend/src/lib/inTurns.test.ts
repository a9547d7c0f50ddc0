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

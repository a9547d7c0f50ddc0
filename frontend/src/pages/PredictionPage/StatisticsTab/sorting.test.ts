import { expect, it } from 'vitest';
import { twoGroups } from '../../../results/fixture';
import { metric } from '../../../results/metrics';
import { asListed, nextOrder, sorted } from './sorting';

const ratio = metric('target_ratio');
const ids = (order: Parameters<typeof sorted>[1]) =>
  sorted(twoGroups.images, order).map(({ image_id }) => image_id).join(''); // prettier-ignore

it('sorts both ways and keeps pictures without the number at the end', () => {
  expect(ids(asListed)).toBe('abcdef');
  expect(ids({ metric: ratio, falling: true })).toBe('dcbaef');
  expect(ids({ metric: ratio, falling: false })).toBe('abcdef');
});

it('goes from falling to rising and back', () => {
  const once = nextOrder(asListed, ratio);
  const twice = nextOrder(once, ratio);
  expect([once, twice, nextOrder(twice, ratio)]).toEqual([
    { metric: ratio, falling: true },
    { metric: ratio, falling: false },
    asListed,
  ]);
  expect(nextOrder(twice, metric('size_ratio')).falling).toBe(true);
});

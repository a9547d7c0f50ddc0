import { expect, it } from 'vitest';
import { violinGroups } from './violinGroups';

const figure = {
  series: [
    { group: 'Control', class: 'living', n: 9000, missing: 0, values: [0.5, 1] },
    { group: 'Control', class: 'dead', n: 1, missing: 0, values: [2] },
    { group: null, class: 'dead', n: 1, missing: 0, values: [3] },
  ],
};

it('gathers the classes of each group, and leaves pictures without one out', () => {
  const control = {
    name: 'Control',
    byClass: { living: { n: 9000, values: [0.5, 1] }, dead: { n: 1, values: [2] } },
  };
  expect(violinGroups(figure, null)).toEqual([control]);
  expect(violinGroups(figure, 'a.png').at(-1)).toEqual({
    name: 'a.png',
    byClass: { dead: { n: 1, values: [3] } },
  });
});

import { expect, it } from 'vitest';
import { onePicture, twoGroups } from '../../../results/fixture';
import { metric } from '../../../results/metrics';
import { medianOf, stripsOf } from './strips';

const ratio = metric('target_ratio');
const words = {
  noGroup: 'No group',
  note: (n: number, missing: number) => `${n}/${missing}`,
  remark: (side: 0 | 1, warned: boolean) => `${side}${warned ? '!' : ''}`,
};
const toOf = (id: string) => `/to/${id}`;
const shown = { ...twoGroups, images: [...twoGroups.images, onePicture('z', null, 4, 1)] };

it('makes a column a group, pictures without one last, and counts what lacks the number', () => {
  const strips = stripsOf({ shown, other: null, pictures: shown.images, toOf }, ratio, words);
  expect(strips.map(({ name, note }) => [name, note])).toEqual([
    ['Control', '3/0'],
    ['Drug', '1/2'],
    ['No group', '1/0'],
  ]);
  expect(strips[0]?.sides).toHaveLength(1);
  expect(strips[0]?.sides[0]?.points[1]).toEqual({
    id: 'b',
    name: 'b.png',
    value: 0.3,
    to: '/to/b',
    doubtful: false,
    remark: '0',
  });
});

it('leaves out columns that the filter emptied', () => {
  const pictures = shown.images.filter(({ group }) => group === 'Drug');
  const strips = stripsOf({ shown, other: null, pictures, toOf }, ratio, words);
  expect(strips.map(({ name }) => name)).toEqual(['Drug']);
});

it('puts the same pictures by other cells beside the first ones', () => {
  const other = { ...shown, images: [onePicture('a', 'Control', 10, 5)] };
  const [control] = stripsOf({ shown, other, pictures: shown.images, toOf }, ratio, words);
  const points = control?.sides.map((side) => side.points.map(({ id, value }) => [id, value]));
  expect(points).toEqual([
    [['a', 0.1], ['b', 0.3], ['c', 0.5]], // prettier-ignore
    [['a', 0.5]],
  ]);
});

it('takes the service’s median of a whole group, and its own of a part', () => {
  expect(medianOf(shown, 'Control', ratio, [9, 9, 9])).toBe(0.3);
  expect(medianOf(shown, 'Control', ratio, [0.5, 0.1])).toBeCloseTo(0.3);
  expect(medianOf(shown, 'Control', metric('counts', 'dead'), [5, 2, 3])).toBe(3);
  expect(medianOf(shown, null, ratio, [])).toBeNull();
});

import { expect, it } from 'vitest';
import type { Picture } from '../../api/types';
import { groupPictures } from './groupPictures';

const picture = (id: string, group: string | null, filename = `${id}.png`, page = 0) =>
  ({ id, group, filename, page }) as Picture;

const ids = (pictures: Picture[]) =>
  groupPictures(pictures).map(({ name, pictures: list }) => [name, list.map(({ id }) => id)]);

it('sorts groups as a person would, and puts pictures without one last', () => {
  expect(
    ids([
      picture('1', null),
      picture('2', 'Dose 10'),
      picture('3', 'Dose 2'),
      picture('4', 'Dose 10'),
    ]),
  ).toEqual([
    ['Dose 2', ['3']],
    ['Dose 10', ['2', '4']],
    [null, ['1']],
  ]);
});

it('sorts the pictures of a group by name and page, whatever order they came in', () => {
  expect(
    ids([
      picture('d', 'A', 'stack.tif', 1),
      picture('b', 'A', 'field 10.png'),
      picture('a', 'A', 'field 9.png'),
      picture('c', 'A', 'stack.tif', 0),
    ]),
  ).toEqual([['A', ['a', 'b', 'c', 'd']]]);
});

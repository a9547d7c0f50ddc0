import { expect, it } from 'vitest';
import type { Picture } from '../../api/types';
import { groupPictures } from './groupPictures';

const picture = (id: string, group: string | null) => ({ id, group }) as Picture;

it('sorts groups as a person would, and puts pictures without one last', () => {
  const groups = groupPictures([
    picture('1', null),
    picture('2', 'Dose 10'),
    picture('3', 'Dose 2'),
    picture('4', 'Dose 10'),
  ]);
  expect(groups.map(({ name, pictures }) => [name, pictures.map(({ id }) => id)])).toEqual([
    ['Dose 2', ['3']],
    ['Dose 10', ['2', '4']],
    [null, ['1']],
  ]);
});

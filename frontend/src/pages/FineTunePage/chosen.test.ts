import { expect, it } from 'vitest';
import type { Labelled } from '../../api/types';
import { chosenOf } from './chosen';

const labelled = ['a', 'b'].map((id) => ({ image_id: id }) as Labelled);

it('takes the labelled ones of the pictures that a link brought along', () => {
  expect(chosenOf({ pictures: ['b', 'c'] }, labelled)).toEqual(['b']);
});

it('chooses nothing where the link brought nothing that can train', () => {
  expect(chosenOf({ pictures: ['c'] }, labelled)).toBeNull();
  expect(chosenOf({ pictures: 'b' }, labelled)).toBeNull();
  expect(chosenOf(null, labelled)).toBeNull();
});

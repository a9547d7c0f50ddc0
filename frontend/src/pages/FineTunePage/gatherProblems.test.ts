import { expect, it } from 'vitest';
import { gatherProblems } from './gatherProblems';

const problem = (code: string, id: string | null = null) => ({
  code,
  message: '',
  image_id: id,
  values: {},
});

it('shows three of a kind and counts the rest', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((id) => problem('no-annotation', id));
  const groups = gatherProblems([...many, problem('one-class')]);
  expect(groups.map(({ code, shown, more }) => [code, shown.length, more])).toEqual([
    ['no-annotation', 3, 2],
    ['one-class', 1, 0],
  ]);
});

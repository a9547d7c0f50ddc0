import { expect, it } from 'vitest';
import type { Labelled, Picture, Reading } from '../../../api/types';
import { countOf, reviewRows } from './reviewRows';

const picture = (id: string) => ({ id, filename: `${id}.png` }) as Picture;
const labels = (id: string, state: Labelled['state'], hour = 1) =>
  ({ image_id: id, state, edited_at: `2026-01-01T0${hour}:00:00Z` }) as Labelled;
const reading = (id: string, reader: string, state: Reading['state'], hour = 2) =>
  ({ image_id: id, reader, state, updated_at: `2026-01-01T0${hour}:00:00Z` }) as Reading;

const kindsOf = (labelled: Labelled[], readings: Reading[]) => [
  ...(reviewRows({ pictures: [picture('a')], labelled, readings, present: [] })[0]?.kinds ?? []),
];

it('tells what nobody has begun from what waits', () => {
  expect(kindsOf([], [])).toEqual(['none']);
  expect(kindsOf([labels('a', 'submitted')], [])).toEqual(['all', 'submitted']);
  expect(kindsOf([], [reading('a', 'bob', 'draft')])).toEqual(['all', 'reading']);
});

it('asks for a decision once two have labelled, and no more when their labels were decided', () => {
  const one = reading('a', 'alice', 'submitted');
  const other = reading('a', 'bob', 'submitted', 3);
  expect(kindsOf([], [one])).toEqual(['all']);
  expect(kindsOf([], [one, other])).toEqual(['all', 'decide']);
  expect(kindsOf([labels('a', 'draft')], [one])).toEqual(['all', 'draft', 'decide']);
  expect(kindsOf([labels('a', 'submitted', 4)], [one, other])).toEqual(['all', 'submitted']);
});

it('counts pictures of each kind, and says who is there', () => {
  const rows = reviewRows({
    pictures: [picture('a'), picture('b')],
    labelled: [labels('b', 'returned')],
    readings: [],
    present: [
      { username: 'carol', image_id: 'b' },
      { username: 'dan', image_id: 'b' },
    ],
  });
  expect(rows.map(({ present }) => present)).toEqual([[], ['carol', 'dan']]);
  expect(countOf(rows)).toMatchObject({ all: 1, returned: 1, none: 1, submitted: 0 });
});

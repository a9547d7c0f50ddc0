import { beforeEach, expect, it } from 'vitest';
import { localJournal } from './journal';

const batch = (id: string, order: number) => ({
  id,
  order,
  base: 3,
  operations: [{ op: 'delete' as const, ids: ['p0'] }],
});

beforeEach(() => localStorage.clear());

it('gives back, in order, what is not yet confirmed, each picture its own', () => {
  const journal = localJournal('one');
  journal.keep(batch('b', 2));
  journal.keep(batch('a', 1));
  journal.keep(batch('c', 3));
  localJournal('two').keep(batch('d', 1));
  journal.drop('b');
  expect(localJournal('one').load()).toEqual([batch('a', 1), batch('c', 3)]);
});

it('says so where the device has no room', () => {
  const full = {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as unknown as Storage;
  expect(localJournal('one', full).keep(batch('a', 1))).toBe(false);
});

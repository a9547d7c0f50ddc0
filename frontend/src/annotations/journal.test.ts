import { beforeEach, describe, expect, it } from 'vitest';
import { giveUpStranded, isAnyLeft, localJournal, strand, strandedOf, takeOver } from './journal';

const batch = (id: string, order: number, base = 3) => ({
  id,
  order,
  base,
  operations: [{ op: 'delete' as const, ids: ['p0'] }],
});
const nobody = new Set<string>();

beforeEach(() => localStorage.clear());

describe('takeOver', () => {
  it('gives back, in order, what is not yet confirmed, each picture its own', () => {
    const journal = localJournal('one', 'gone');
    journal.keep(batch('b', 2));
    journal.keep(batch('a', 1));
    journal.keep(batch('c', 3));
    localJournal('two', 'gone').keep(batch('d', 1));
    journal.drop('b');
    expect(takeOver('one', 'here', nobody)).toEqual([batch('a', 1), batch('c', 3)]);
  });

  it('leaves to an open page what is its own', () => {
    localJournal('one', 'open').keep(batch('a', 1));
    expect(takeOver('one', 'here', new Set(['open']))).toEqual([]);
    expect(isAnyLeft('one', new Set(['open']))).toBe(false);
    expect(takeOver('one', 'open', new Set(['open']))).toEqual([batch('a', 1)]);
  });

  it('takes the work of one closed page after the other, for each stands on its own revision', () => {
    localJournal('one', 'first').keep(batch('a', 1, 5));
    localJournal('one', 'second').keep(batch('b', 2, 9));
    localJournal('one', 'first').keep(batch('c', 3, 5));
    expect(takeOver('one', 'here', nobody)).toEqual([batch('a', 1, 5), batch('c', 3, 5)]);
    const mine = localJournal('one', 'here');
    for (const id of ['a', 'c']) mine.drop(id);
    expect(isAnyLeft('one', new Set(['here']))).toBe(true);
    expect(takeOver('one', 'here', nobody)).toEqual([batch('b', 2, 9)]);
    mine.drop('b');
    expect(localStorage).toHaveLength(0);
  });
});

it('keeps aside what has no place, and gives it to no page', () => {
  localJournal('one', 'here').keep(batch('b', 2));
  localJournal('one', 'here').keep(batch('a', 1));
  strand('one', 'here', takeOver('one', 'here', nobody));
  expect(isAnyLeft('one', nobody)).toBe(false);
  expect(takeOver('one', 'here', nobody)).toEqual([]);
  expect(strandedOf('one')).toEqual([batch('a', 1), batch('b', 2)]);
  expect(strandedOf('two')).toEqual([]);
  giveUpStranded('one');
  expect(localStorage).toHaveLength(0);
});

it('says so where the device has no room', () => {
  const full = {
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as unknown as Storage;
  expect(localJournal('one', 'here', full).keep(batch('a', 1))).toBe(false);
});

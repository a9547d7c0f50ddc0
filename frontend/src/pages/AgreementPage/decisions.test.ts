import { beforeEach, expect, it } from 'vitest';
import { differing, found } from './agreement.fixture';
import {
  decide,
  type Decisions,
  decisionsToSend,
  forgetDecisions,
  keepDecisions,
  keyOf,
  loadDecisions,
  nextOpen,
  outcomeOf,
  placeOf,
} from './decisions';

const none: Decisions = new Map();

beforeEach(() => localStorage.clear());

it('goes on to the next that is open, round to the start, until none is left', () => {
  const one = decide(none, 'b/b', { take: 'first' });
  expect(nextOpen(found.items, one, -1)).toBe(1);
  expect(nextOpen(found.items, one, 2)).toBe(1);
  const all = decide(decide(one, 'c/', { take: 'neither' }), '/d', { take: 'second' });
  expect(nextOpen(found.items, all, 0)).toBeNull();
  expect(nextOpen([], none, 0)).toBeNull();
});

it('names what a decision ends with', () => {
  expect(outcomeOf(differing, { take: 'first' })).toBe('living');
  expect(outcomeOf(differing, { take: 'second' })).toBe('dead');
  expect(outcomeOf(differing, { take: 'neither' })).toBeNull();
  expect(outcomeOf(differing, { take: 'class', class: 'mitotic' })).toBe('mitotic');
});

it('keeps decisions on this device, apart for other revisions', () => {
  const place = placeOf('i', found);
  keepDecisions(place, decide(none, keyOf(differing), { take: 'second' }));
  expect([...loadDecisions(place)]).toEqual([['b/b', { take: 'second' }]]);
  const later = { ...found, second: { ...found.second, revision: 9 } };
  expect(loadDecisions(placeOf('i', later)).size).toBe(0);
  forgetDecisions(place);
  expect(loadDecisions(place).size).toBe(0);
});

it('sends each by the cells of both sides, and takes a decision back', () => {
  const made = decide(none, 'c/', { take: 'class', class: 'dead' });
  expect(decisionsToSend(found.items, made)).toEqual([
    { first: 'c', second: null, take: 'class', class: 'dead' },
  ]);
  expect(decisionsToSend(found.items, decide(made, 'c/', null))).toEqual([]);
});

import { beforeEach, expect, it } from 'vitest';
import { beginKept } from '../api/queries/annotations';
import { fakeGateway } from '../test/fakeGateway';
import { memoryJournal } from './annotations.fixture';
import { beginningJournal, toBegin } from './beginning';

const START = 'POST /api/v1/images/i/annotation/start';
const GET = 'GET /api/v1/images/i/annotation';
const batch = { id: 'b', order: 1, base: 1, operations: [] };
const clash = { status: 412, body: { type: '/docs/errors/annotation-changed', status: 412 } };

beforeEach(() => localStorage.clear());

it('keeps with the first change which prediction it stands on, and begins from it once', async () => {
  const kept = memoryJournal();
  const journal = beginningJournal(kept, 'i', 'p');
  expect(toBegin('i')).toBeNull();
  journal.keep(batch);
  expect([...kept.kept.keys()]).toEqual(['b']);
  expect(toBegin('i')).toBe('p');
  const calls = fakeGateway({ [START]: { body: {} } });
  await beginKept('i');
  await beginKept('i');
  expect(calls.map(({ body }) => body)).toEqual([{ prediction_id: 'p' }]);
  expect(toBegin('i')).toBeNull();
});

it('marks again with the next change once everything was given up', () => {
  const journal = beginningJournal(memoryJournal(), 'i', 'p');
  journal.keep(batch);
  journal.startOver();
  expect(toBegin('i')).toBeNull();
  journal.keep(batch);
  expect(toBegin('i')).toBe('p');
});

it('begins once more where labels had been taken back', async () => {
  beginningJournal(memoryJournal(), 'i', 'p').keep(batch);
  let asked = 0;
  const calls = fakeGateway({
    [START]: () => ((asked += 1) === 1 ? clash : { body: {} }),
    [GET]: { body: { state: null, revision: 2 } },
  });
  await beginKept('i');
  expect(calls.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  expect(toBegin('i')).toBeNull();
});

it('takes it for begun where the same prediction was begun from, and not where it was another', async () => {
  beginningJournal(memoryJournal(), 'i', 'p').keep(batch);
  fakeGateway({
    [START]: clash,
    [GET]: { body: { state: 'draft', source: { prediction_id: 'other' } } },
  });
  await expect(beginKept('i')).rejects.toMatchObject({ status: 412 });
  expect(toBegin('i')).toBe('p');
  fakeGateway({
    [START]: clash,
    [GET]: { body: { state: 'draft', source: { prediction_id: 'p' } } },
  });
  await beginKept('i');
  expect(toBegin('i')).toBeNull();
});

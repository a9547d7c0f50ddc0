import { beforeEach, expect, it } from 'vitest';
import { localJournal, strandedOf } from '../../annotations/journal';
import { fakeGateway } from '../../test/fakeGateway';
import { openAnnotation } from './annotations';

const GET = 'GET /api/v1/images/i/annotation';
const gone = { status: 404, body: { type: '/docs/errors/not-found', status: 404 } };
const batch = (id: string, base: number) => ({
  id,
  order: -base,
  base,
  operations: [{ op: 'delete' as const, ids: ['p0'] }],
});

beforeEach(() => localStorage.clear());

/** A service whose labels are at revision 2. */
const atTwo = () =>
  fakeGateway({
    [GET]: ({ path }) => (/revision=[3-9]/.test(path) ? gone : { body: { revision: 2 } }),
  });

it('opens at what the service has when the revision of the edits left here is gone, and keeps them', async () => {
  atTwo();
  localJournal('i', 'closed').keep(batch('a', 7));
  localJournal('i', 'closed too').keep(batch('b', 2));
  const { annotation, left } = await openAnnotation('i');
  expect(annotation.revision).toBe(2);
  expect(left).toEqual([batch('b', 2)]);
  expect(strandedOf('i')).toEqual([batch('a', 7)]);
});

it('touches nothing where the picture cannot be read at all', async () => {
  fakeGateway({ [GET]: gone });
  localJournal('i', 'closed').keep(batch('a', 7));
  await expect(openAnnotation('i')).rejects.toMatchObject({ status: 404 });
  expect(strandedOf('i')).toEqual([]);
});

it('leaves what was left where the service is away', async () => {
  fakeGateway({ [GET]: { status: 503, body: {} } });
  localJournal('i', 'closed').keep(batch('a', 7));
  await expect(openAnnotation('i')).rejects.toMatchObject({ status: 503 });
  expect(strandedOf('i')).toEqual([]);
});

import { expect, it } from 'vitest';
import { ProblemError } from './api/problem';
import { sessionKey } from './api/queries/session';
import { makeQueryClient } from './queryClient';

const failWith = (status: number) => () => Promise.reject(new ProblemError(status, '', 'no'));

it('ends the session when a call is answered with 401', async () => {
  const client = makeQueryClient();
  client.setQueryData(sessionKey, { username: 'ada' });
  await expect(client.query({ queryKey: ['x'], queryFn: failWith(401) })).rejects.toThrow();
  expect(client.getQueryData(sessionKey)).toBeNull();
});

it('keeps the session through other failures', async () => {
  const client = makeQueryClient();
  client.setQueryData(sessionKey, { username: 'ada' });
  await expect(client.query({ queryKey: ['x'], queryFn: failWith(404) })).rejects.toThrow();
  expect(client.getQueryData(sessionKey)).toEqual({ username: 'ada' });
});

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { Versions } from './Versions';

const version = (number: number) => ({
  version: number,
  digest: 'd',
  created_at: '2026-03-01T00:00:00Z',
});
// Version 2 was deleted: the list is what there is, not 1 to the newest.
const model = (owner: string) =>
  ({
    owner,
    name: 'mine',
    aliases: { champion: 1, candidate: 3 },
    latest_version: 3,
    versions: [version(3), version(1)],
  }) as unknown as ModelDetail;

function open(owner: string) {
  const calls = fakeGateway({
    'GET /api/v1/users/me': { body: { role: 'user' } },
    [`PUT /api/v1/models/${owner}/mine/aliases/champion`]: { body: {} },
    [`DELETE /api/v1/models/${owner}/mine/versions/3`]: { status: 204 },
  });
  renderPage(<Versions model={model(owner)} shown={1} />);
  return calls;
}

it('lists what there is with its aliases', () => {
  open('ada');
  const rows = screen.getAllByTestId('version-row');
  expect(rows.map((row) => within(row).getByRole('link').textContent)).toEqual(['3', '1']);
  expect(rows.map((row) => /champion|candidate/.exec(row.textContent)?.[0])).toEqual([
    'candidate',
    'champion',
  ]);
});

it('moves the champion, and deletes a version after asking', async () => {
  const calls = open('ada');
  await userEvent.click(screen.getByRole('button', { name: 'Make champion' }));
  await waitFor(() =>
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ version: 3 }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Delete version 3' }));
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(calls.some(({ method }) => method === 'DELETE')).toBe(true));
});

it('offers nothing of that for a built-in model', () => {
  open('base');
  expect(screen.queryByRole('button')).toBeNull();
});

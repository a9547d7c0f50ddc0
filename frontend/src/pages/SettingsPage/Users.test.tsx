import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { User } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { Users } from './Users';

const user = (id: string, username: string, role: User['role']): User => ({
  id,
  username,
  role,
  language: 'en',
});
const me = user('1', 'root', 'admin');
const list = { status: 200, body: { items: [me, user('2', 'ada', 'user')], next_cursor: null } };

it('gives somebody who lost theirs another password', async () => {
  const calls = fakeGateway({
    'GET /api/v1/users': list,
    'PUT /api/v1/users/2/password': { status: 204 },
  });
  renderPage(<Users me={me} />);
  await userEvent.click(await screen.findByRole('button', { name: 'New password' }));
  const dialog = screen.getByRole('dialog', { name: 'New password for ada' });
  await userEvent.type(within(dialog).getByLabelText('New password'), 'difference engine');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Set password' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(calls.at(-1)).toMatchObject({ method: 'PUT', body: { password: 'difference engine' } });
});

it('says what goes with a user before it does', async () => {
  const calls = fakeGateway({ 'GET /api/v1/users': list });
  renderPage(<Users me={me} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Remove' }));
  expect(screen.getByRole('dialog')).toHaveTextContent('projects without another member');
  expect(screen.getByRole('dialog')).toHaveTextContent('This cannot be undone.');
  expect(calls.map(({ method }) => method)).toEqual(['GET']);
});

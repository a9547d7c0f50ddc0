import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Project, Role } from '../../../api/types';
import { type Call, fakeGateway } from '../../../test/fakeGateway';
import { renderPage } from '../../../test/renderPage';
import { MembersTab } from './MembersTab';

const members = [
  { user_id: '1', username: 'alice', role: 'owner', since: '2026-01-01T00:00:00Z' },
  { user_id: '2', username: 'bob', role: 'annotator', since: '2026-01-02T00:00:00Z' },
];

function show(role: Role, me = 'alice'): Call[] {
  const calls = fakeGateway({
    'GET /api/v1/users/me': { body: { id: '1', username: me } },
    'GET /api/v1/projects/p/members': { body: { items: members } },
    'POST /api/v1/projects/p/members': { status: 201, body: members[1] },
    'PATCH /api/v1/projects/p/members/2': { status: 204 },
    'DELETE /api/v1/projects/p/members/2': { status: 204 },
  });
  renderPage(<MembersTab project={{ id: 'p', role } as Project} />);
  return calls;
}

const inDialog = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name });
const changes = (calls: Call[]) => calls.filter(({ method }) => method !== 'GET');

it('lets an owner bring somebody in, give another role, and let somebody go', async () => {
  const calls = show('owner');
  await userEvent.click(await screen.findByTestId('add-member'));
  await userEvent.type(screen.getByLabelText('User name'), 'carol');
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Role' }), 'reviewer');
  await userEvent.click(inDialog('Add a member'));
  await waitFor(() => expect(screen.queryByLabelText('User name')).toBeNull());
  await userEvent.selectOptions(await screen.findByLabelText('Role of bob'), 'viewer');
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await userEvent.click(inDialog('Remove'));
  await waitFor(() => expect(changes(calls)).toHaveLength(3));
  expect(changes(calls).map(({ method, body }) => [method, body])).toEqual([
    ['POST', { username: 'carol', role: 'reviewer' }],
    ['PATCH', { role: 'viewer' }],
    ['DELETE', undefined],
  ]);
});

it('lets anybody else see who is there, and leave', async () => {
  show('annotator', 'bob');
  expect(await screen.findAllByTestId('member-row')).toHaveLength(2);
  expect(screen.queryByTestId('add-member')).toBeNull();
  expect(screen.queryByLabelText('Role of alice')).toBeNull();
  expect(await screen.findByRole('button', { name: 'Leave the project' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull();
});

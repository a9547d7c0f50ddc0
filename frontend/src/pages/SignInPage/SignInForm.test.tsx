import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { SignInForm } from './SignInForm';

it('signs in with an access key, and says plainly when it is wrong', async () => {
  const calls = fakeGateway({
    'POST /api/v1/sessions': { status: 401, body: { title: 'Unauthorized', status: 401 } },
  });
  renderPage(<SignInForm />);
  await userEvent.click(screen.getByRole('button', { name: 'Use an access key' }));
  await userEvent.type(screen.getByLabelText('Access key'), ' cs_wrong ');
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('That sign-in did not work');
  expect(calls[0]?.body).toEqual({ key: 'cs_wrong' });
});

it('signs in with user name and password', async () => {
  const calls = fakeGateway({
    'POST /api/v1/sessions': { status: 201, body: { username: 'ada', role: 'user' } },
  });
  const { client } = renderPage(<SignInForm />);
  await userEvent.type(screen.getByLabelText('User name'), 'ada');
  await userEvent.type(screen.getByLabelText('Password'), 'difference engine{Enter}');
  await waitFor(() => expect(client.getQueryData(['session'])).toMatchObject({ username: 'ada' }));
  expect(calls[0]?.body).toEqual({ username: 'ada', password: 'difference engine' });
});

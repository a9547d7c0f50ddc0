import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { Preferences } from './Preferences';

it('switches the language, remembers it here and with the user', async () => {
  const me = { username: 'ada', role: 'user', language: 'en' };
  const calls = fakeGateway({
    'GET /api/v1/users/me': { body: me },
    'PATCH /api/v1/users/me': { body: { ...me, language: 'zh' } },
  });
  renderPage(<Preferences />);
  await waitFor(() => expect(calls).toHaveLength(1));
  await userEvent.click(screen.getByRole('button', { name: '中文' }));
  expect(await screen.findByRole('button', { name: 'English' })).toBeVisible();
  expect(document.documentElement.lang).toBe('zh-CN');
  expect(localStorage.getItem('cellscanner.language')).toBe('zh');
  await waitFor(() =>
    expect(calls.at(-1)).toMatchObject({ method: 'PATCH', body: { language: 'zh' } }),
  );
});

it('goes through the appearances', async () => {
  fakeGateway({ 'GET /api/v1/users/me': { status: 401, body: {} } });
  renderPage(<Preferences />);
  await userEvent.click(screen.getByRole('button', { name: 'Appearance: Same as system' }));
  expect(document.documentElement.dataset['theme']).toBe('light');
  await userEvent.click(screen.getByRole('button', { name: 'Appearance: Light' }));
  expect(document.documentElement.dataset['theme']).toBe('dark');
});

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { ApiKey } from '../../api/types';
import { i18n } from '../../i18n';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { Keys } from './Keys';

const key = (id: string, scope: ApiKey['scope']): ApiKey => ({
  id,
  name: `key ${id}`,
  scope,
  prefix: 'csk_abcdef',
  created_at: '2026-11-29T10:00:00Z',
  last_used_at: null,
  revoked_at: null,
});
const list = {
  status: 200,
  body: { items: [key('1', 'full'), key('2', 'predict')], next_cursor: null },
};
const made = { status: 201, body: { ...key('3', 'predict'), key: 'csk_secret' } };

it('makes a key that may do no more than was chosen, and says so in the list', async () => {
  const calls = fakeGateway({ 'GET /api/v1/keys': list, 'POST /api/v1/keys': made });
  renderPage(<Keys />);
  const rows = await screen.findAllByRole('row');
  expect(rows[1]).toHaveTextContent('Everything you may');
  expect(rows[2]).toHaveTextContent('Also upload and predict');

  await userEvent.click(screen.getByRole('button', { name: 'Create key' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByLabelText('What may it do?')).toHaveDisplayValue('Look and download');
  await userEvent.type(dialog.getByLabelText('What is it for?'), 'LIS');
  await userEvent.selectOptions(dialog.getByLabelText('What may it do?'), 'predict');
  expect(dialog.getByText(/removes nothing, changes nothing/)).toBeVisible();
  await userEvent.click(dialog.getByRole('button', { name: 'Create' }));

  expect(await screen.findByTestId('new-key')).toHaveTextContent('csk_secret');
  const sent = calls.find(({ method }) => method === 'POST');
  expect(sent).toMatchObject({ body: { name: 'LIS', scope: 'predict' } });
});

it('says in Chinese what a key may do', async () => {
  await i18n.changeLanguage('zh');
  fakeGateway({ 'GET /api/v1/keys': list });
  renderPage(<Keys />);
  expect((await screen.findAllByRole('row'))[2]).toHaveTextContent('还可上传和预测');
});

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Model, Picture } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { PredictDialog } from './PredictDialog';

const model = (name: string, more: Partial<Model>): Model => ({
  owner: 'base',
  name,
  title: { en: `Title of ${name}`, zh: name },
  classes: [{ name: 'cell', target: false }],
  stages: 1,
  latest_version: 1,
  aliases: { champion: 1 },
  licence: { id: 'MIT', conditions: `Conditions of ${name}.` },
  ...more,
});

const models = [
  model('he-cells', {}),
  model('living-dead', { stages: 2, latest_version: 3, aliases: { champion: 2 } }),
];
const pictures = [
  { id: 'p1', group: 'A', micrometers_per_pixel: 0.25 },
  { id: 'p2', group: null, micrometers_per_pixel: null },
] as Picture[];

const version = (name: string, confidence: number) => ({
  [`GET /api/v1/models/base/${name}/versions/${name === 'he-cells' ? 1 : 2}`]: {
    body: { version: 1, manifest: { confidence } },
  },
});

function open(selected: string[]) {
  const calls = fakeGateway({
    'GET /api/v1/users/me': { status: 401, body: {} },
    'GET /api/v1/models': { body: { items: models } },
    'GET /api/v1/models/base/he-cells': { body: { versions: [{ version: 1 }] } },
    'GET /api/v1/models/base/living-dead': { body: { versions: [{ version: 3 }, { version: 2 }] } },
    ...version('he-cells', 0.5),
    ...version('living-dead', 0.44),
    'POST /api/v1/predictions': { status: 202, body: { id: 'job' } },
    'GET /api/v1/predictions': { body: { items: [{ id: 'prediction', job_id: 'job' }] } },
  });
  renderPage(<PredictDialog pictures={pictures} selected={selected} onClose={() => undefined} />);
  return calls;
}

it('shows the conditions of the chosen model and starts at its confidence and champion version', async () => {
  open([]);
  expect(await screen.findByText('Conditions of he-cells.')).toBeVisible();
  await userEvent.click(screen.getByRole('radio', { name: /living-dead/ }));
  expect(screen.getByText('Conditions of living-dead.')).toBeVisible();
  // Who goes from model to model by arrow keys keeps their place.
  expect(screen.getByRole('radio', { name: /living-dead/ })).toHaveFocus();
  await waitFor(() => expect(screen.getByRole('slider')).toHaveValue('0.44'));
  const versions = await screen.findByRole('combobox', { name: 'Version' });
  expect(versions).toHaveValue('2');
  expect([...versions.children].map(({ textContent }) => textContent)).toEqual([
    '3 (newest)',
    '2 · champion',
  ]);
});

it('warns of pictures without a scale among those chosen, and submits what is shown', async () => {
  const calls = open(['p1']);
  await screen.findByText('Conditions of he-cells.');
  expect(screen.queryByText(/has no scale/)).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'All pictures (2)' }));
  expect(screen.getByText(/1 picture has no scale/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Find cells in 2 pictures' }));
  await waitFor(() => expect(calls.some(({ method }) => method === 'POST')).toBe(true));
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
    image_ids: ['p1', 'p2'],
    model: 'base/he-cells@1',
    confidence: 0.5,
  });
});

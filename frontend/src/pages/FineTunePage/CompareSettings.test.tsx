import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { TrainingRequest } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { CompareSettings } from './CompareSettings';

const training: TrainingRequest = {
  name: 'my-cells',
  base: 'base/living-dead@champion',
  mode: 'full',
  units: ['target-detection'],
  image_ids: ['a', 'b'],
  hold_out: 0.1,
  validation: 0.2,
  seed: 0,
};

async function open(ready = true, status = 202) {
  const body = status === 202 ? { id: 'x', trainings: [] } : { title: 'No', detail: 'Label more.' };
  const calls = fakeGateway({ 'POST /api/v1/comparisons': { status, body } });
  renderPage(
    <Routes>
      <Route path="fine-tune" element={<CompareSettings training={training} ready={ready} />} />
      <Route path="comparisons/:id" element={<p>the comparison</p>} />
    </Routes>,
    '/fine-tune',
  );
  await userEvent.click(screen.getByText('Compare settings'));
  return calls;
}

async function tick(setting: string, ...values: string[]) {
  const field = within(screen.getByRole('group', { name: setting }));
  for (const name of values) await userEvent.click(field.getByRole('checkbox', { name }));
}

const button = () => screen.getByRole('button', { name: 'Start comparison' });

it('starts every combination of what is ticked, and leads to the comparison', async () => {
  const calls = await open();
  expect(button()).toBeDisabled();
  await tick('How thoroughly', 'quick', 'full');
  await tick('Finding cells: learning rate', '0.002', '0.0001');
  expect(screen.getByRole('status')).toHaveTextContent('4 trainings');
  await userEvent.click(button());
  expect(await screen.findByText('the comparison')).toBeVisible();
  expect(calls.map(({ body }) => body)).toEqual([
    {
      name: 'my-cells',
      training,
      grid: { mode: ['quick', 'full'], 'parameters.detector.learning_rate': [0.0001, 0.002] },
    },
  ]);
});

it('refuses more trainings than the service takes, and a single one', async () => {
  await open();
  const rates = ['0.0001', '0.0005', '0.002'];
  await tick('Finding cells: learning rate', ...rates);
  await tick('Classifying cells: learning rate', ...rates);
  await tick('Finding cells: augmentation', 'none', 'light', 'strong');
  await tick('Classifying cells: augmentation', 'none', 'light', 'strong');
  expect(screen.getByRole('status')).toHaveTextContent('At most 64 trainings');
  expect(button()).toBeDisabled();
});

it('does not start what lacks something', async () => {
  await open(false);
  await tick('How thoroughly', 'quick', 'full');
  expect(button()).toBeDisabled();
});

it('shows why the service refused', async () => {
  await open(true, 422);
  await tick('How thoroughly', 'quick', 'full');
  await userEvent.click(button());
  expect(await screen.findByRole('alert')).toHaveTextContent('Label more.');
});

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { beforeEach, expect, it, vi } from 'vitest';
import type { TrainingComparison, Job, Training } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { TrainingPage } from './TrainingPage';

const job: Job = {
  id: 't1',
  kind: 'training',
  state: 'running',
  progress: { done: 3, total: 12, unit: 'epochs', stage: 'training' },
  problem: null,
  result: null,
  created_at: '2026-03-01T10:00:00Z',
  started_at: '2026-03-01T10:00:00Z',
  finished_at: null,
  expected_end: null,
};

const estimate = (value: number) => ({ value, low: value - 0.05, high: value + 0.05 });

const comparison: TrainingComparison = {
  old: 'base/living-dead@1',
  new: 'ada/my-cells@2',
  hold_out: { pictures: 8, cells: 240 },
  metrics: [
    {
      name: 'centroid_f1',
      old: estimate(0.8),
      new: estimate(0.9),
      difference: { value: 0.1, low: 0.04, high: 0.16 },
      verdict: 'better',
    },
    {
      name: 'recall',
      class: 'dead',
      old: { value: null, low: null, high: null },
      new: estimate(0.7),
      difference: { value: null, low: null, high: null },
      verdict: 'not-distinguishable',
    },
  ],
  verdict: 'better',
  pictures: [{ image_id: 'p1', old_f1: 0.5, new_f1: 0.75 }],
};

const training = (change: Partial<Training>) =>
  ({
    id: 't1',
    project_id: 'project',
    model: 'ada/my-cells@2',
    snapshot_sha256: 'abcdef0123456789',
    history: [{ network: 'classifier', epoch: 1, loss: 0.5, accuracy: 0.75 }],
    job,
    created_at: '2026-03-01T10:00:00Z',
    plan: null,
    decision: null,
    comparison: null,
    ...change,
  }) as Training;

const ended = (state: Job['state'], problem: Job['problem'] = null): Job => ({
  ...job,
  state,
  problem,
  finished_at: '2026-03-01T10:02:00Z',
});

/** A stream that never says anything. */
class QuietStream {
  addEventListener() {
    return undefined;
  }
  close() {
    return undefined;
  }
}

beforeEach(() => {
  vi.stubGlobal('EventSource', QuietStream);
});

function open(answer: () => Training) {
  const calls = fakeGateway({
    'GET /api/v1/trainings/t1': () => ({ body: answer() }),
    'GET /api/v1/jobs/t1': () => ({ body: answer().job }),
    'POST /api/v1/jobs/t1/cancel': { body: ended('cancelled') },
    'GET /api/v1/projects/project': { body: { id: 'project', name: 'Drugs' } },
    'GET /api/v1/images': { body: { items: [{ id: 'p1', filename: 'a.png' }] } },
    'POST /api/v1/trainings/t1/accept': { body: {} },
    'POST /api/v1/trainings/t1/discard': { body: {} },
  });
  const routes = (
    <Routes>
      <Route path="trainings/:trainingId" element={<TrainingPage />} />
    </Routes>
  );
  renderPage(routes, '/trainings/t1');
  return calls;
}

it('shows how far a running training is, its curves, and cancels', async () => {
  const calls = open(() => training({}));
  expect(await screen.findByText('3 of 12 epochs')).toBeVisible();
  expect(screen.getByRole('figure', { name: 'Classifying cells: accuracy' })).toBeVisible();
  expect(screen.getByRole('figure', { name: 'Classifying cells: losses' })).toBeVisible();
  expect(screen.queryByText('Old against new')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel job' }));
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/cancel'))).toBe(true));
});

it('says in words why a training failed', async () => {
  const problem = { type: '/docs/errors/training-stopped', title: 'Stopped', detail: 'No memory.' };
  open(() => training({ job: ended('failed', problem) }));
  expect(await screen.findByRole('alert')).toHaveTextContent('No memory.');
});

it('holds old against new, with intervals and verdicts in words', async () => {
  open(() => training({ job: ended('succeeded'), comparison }));
  expect(await screen.findByText('The new version is better')).toBeVisible();
  expect(screen.getByText(/Measured on 8 held-out pictures with 240 cells/)).toBeVisible();
  const rows = screen.getAllByTestId('metric').map((row) => row.textContent);
  expect(rows).toEqual([
    'F1 of cell centres0.80.75 … 0.850.90.85 … 0.95+0.10.04 … 0.16better',
    'Recall dead–0.70.65 … 0.75––',
  ]);
  const picture = within(screen.getByTestId('different-picture'));
  expect(picture.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '/trainings/t1/pictures/p1',
    '/images/p1/annotate',
  ]);
  expect(picture.getAllByRole('definition').map((value) => value.textContent)).toEqual([
    '0.5',
    '0.75',
  ]);
});

it('does not speak of chance where too few pictures were held out to know it', async () => {
  const bare = { value: 0.5, low: null, high: null };
  const few: TrainingComparison = {
    ...comparison,
    verdict: 'not-distinguishable',
    metrics: comparison.metrics.map((one) => ({
      ...one,
      old: bare,
      new: bare,
      difference: bare,
      verdict: 'not-distinguishable',
    })),
  };
  open(() => training({ job: ended('succeeded'), comparison: few }));
  expect(await screen.findByText('Too few held-out pictures to judge')).toBeVisible();
  expect(screen.queryByText(/95 % interval/)).toBeNull();
  expect(screen.queryByText('no clear difference')).toBeNull();
});

it.each([
  ['base/living-dead@2', 'base/living-dead@2, the base model, with all chosen corrections'],
  ['ada/my-cells@1', 'ada/my-cells@1, going on from this version'],
])('says what a version that begins at %s stands on', async (start, words) => {
  const plan = { start, base: 'base/living-dead@2', mode: 'quick', units: [] };
  open(() => training({ job: ended('succeeded'), plan: plan as unknown as Training['plan'] }));
  expect(await screen.findByText(words)).toBeVisible();
});

it('accepts, and then offers to predict with the version and to download it', async () => {
  let decision: Training['decision'] = null;
  const calls = open(() => training({ job: ended('succeeded'), comparison, decision }));
  const accept = await screen.findByRole('button', { name: 'Accept this version' });
  decision = 'accepted';
  await userEvent.click(accept);
  expect(await screen.findByText('Version 2 is now the champion of ada/my-cells.')).toBeVisible();
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toContain(
    'POST /api/v1/trainings/t1/accept',
  );
  expect(await screen.findByRole('button', { name: 'Find cells with it' })).toBeEnabled();
  expect(screen.getByRole('link', { name: 'Download version 2' })).toHaveAttribute(
    'href',
    expect.stringContaining('/api/v1/models/ada/my-cells/versions/2/download'),
  );
});

it('discards without moving anything', async () => {
  let decision: Training['decision'] = null;
  const calls = open(() => training({ job: ended('succeeded'), comparison, decision }));
  const discard = await screen.findByRole('button', { name: 'Discard' });
  decision = 'discarded';
  await userEvent.click(discard);
  expect(await screen.findByText(/keeps the champion it had/)).toBeVisible();
  expect(calls.some(({ path }) => path.endsWith('/accept'))).toBe(false);
});

it('says so where there is no such training', async () => {
  fakeGateway({ 'GET /api/v1/trainings/t1': { status: 404, body: { title: 'Not found' } } });
  renderPage(
    <Routes>
      <Route path="trainings/:trainingId" element={<TrainingPage />} />
    </Routes>,
    '/trainings/t1',
  );
  expect(await screen.findByText(/This training does not exist/)).toBeVisible();
});

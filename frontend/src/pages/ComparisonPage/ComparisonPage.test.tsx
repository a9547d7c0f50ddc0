import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { ComparisonRow, ComparisonTable } from '../../api/types';
import { i18n } from '../../i18n';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { walkPoints } from '../../test/walkPoints';
import { comparisonRow, jobIn } from './comparison.fixture';
import { ComparisonPage } from './ComparisonPage';

const problem = { type: '/docs/errors/training-stopped', title: 'Stopped', detail: 'No memory.' };
const measured = comparisonRow('a', 0.001, {
  history: [{ network: 'detector', step: 10, box_loss: 2, map50: 0.5 }],
  metrics: { parameters: 2_500_000 },
});
const running = comparisonRow('b', 0.01, { job: jobIn('running'), comparison: null });
const failed = comparisonRow('c', 0.1, { job: jobIn('failed', { problem }), comparison: null });

const table = (rows: ComparisonRow[]): ComparisonTable => ({
  id: 'x',
  name: 'rates',
  grid: { 'parameters.detector.learning_rate': [0.001, 0.01, 0.1], mode: ['full'] },
  rows,
  left_out: [],
  figures: { accuracy_by_parameters: [], learning_curves: [] },
  created_at: '2026-03-01T10:00:00Z',
});

const page = (
  <Routes>
    <Route path="comparisons/:comparisonId" element={<ComparisonPage />} />
  </Routes>
);

function open(rows: () => ComparisonRow[]) {
  const calls = fakeGateway({
    'GET /api/v1/comparisons/x': () => ({ body: table(rows()) }),
    'GET /api/v1/trainings/a': { body: { id: 'a', project_id: 'p' } },
    'GET /api/v1/projects/p': { body: { id: 'p', name: 'Drugs' } },
  });
  renderPage(page, '/comparisons/x');
  return calls;
}

const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

it('lays out settings, state and measures with intervals, each with the way to its training', async () => {
  open(() => [measured, running, failed]);
  const rows = await screen.findAllByTestId('comparison-training');
  expect(rows.map(cells)).toEqual([
    ['0.001', 'full', 'Done', '2,500,000', '0.80.7 … 0.9'],
    ['0.01', 'full', 'Running3 / 12', '–', '–'],
    ['0.1', 'full', 'FailedNo memory.', '–', '–'],
  ]);
  expect(
    screen.getByRole('columnheader', { name: 'Finding cells: learning rate' }),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: '1: ada/cells-a@1' })).toHaveAttribute(
    'href',
    '/trainings/a',
  );
  expect(screen.getByText('2 of 3 trainings have ended')).toBeVisible();
  expect(await screen.findByRole('link', { name: 'Drugs' })).toHaveAttribute(
    'href',
    '/projects/p?tab=trainings',
  );
});

it('draws accuracy against parameters, points that lead to their training by keyboard', async () => {
  const larger = comparisonRow('b', 0.01, { metrics: { parameters: 10_000_000 } });
  open(() => [measured, larger, failed]);
  const plot = await screen.findByRole('figure', {
    name: 'F1 of cell centres against number of parameters',
  });
  const figure = within(plot);
  const shapes = figure.getByTestId('chart-points').querySelector('path')?.getAttribute('d') ?? '';
  expect([...shapes.matchAll(/a(\d+) \1 0 1 0 \d/g)].map(([, radius]) => radius)).toEqual([
    '8',
    '16',
  ]);
  const points = await walkPoints(plot);
  expect(points.map(({ label, to }) => [label, to])).toEqual([
    ['1: 0.001, full · 2,500,000 parameters · 0.8', '/trainings/a'],
    ['2: 0.01, full · 10,000,000 parameters · 0.8', '/trainings/b'],
  ]);
  expect(screen.getByText(/^1 training is not drawn/)).toBeVisible();
  await userEvent.click(figure.getByText('Numbers as a table'));
  expect(figure.getAllByRole('row').map(({ textContent }) => textContent)).toEqual([
    'TrainingParametersF1 of cell centresLower endUpper end',
    '1: 0.001, full2,500,0000.80.70.9',
    '2: 0.01, full10,000,0000.80.70.9',
  ]);
});

it('says what the figure lacks where no package tells its parameters', async () => {
  open(() => [comparisonRow('a', 0.001)]);
  expect(await screen.findByText(/do not say how many parameters they have/)).toBeVisible();
  expect(screen.queryByTestId('chart-accuracy-by-size')).toBeNull();
});

it('draws the chosen curve of all trainings on one axis', async () => {
  open(() => [measured, running]);
  await screen.findByRole('figure', { name: 'Finding cells: mAP at IoU 0.5' });
  await userEvent.selectOptions(
    screen.getByRole('combobox', { name: 'Curve' }),
    'Finding cells: place of the box',
  );
  const figure = within(screen.getByRole('figure', { name: 'Finding cells: place of the box' }));
  expect(figure.getAllByTestId('curve-name').map(({ textContent }) => textContent)).toEqual([
    '1: 0.001, full 2',
    '2: 0.01, full –',
  ]);
});

it('follows trainings that run, and stops asking when all have ended', async () => {
  let rows = [{ ...measured, job: jobIn('queued') }, running];
  const calls = open(() => rows);
  const asked = () => calls.filter(({ path }) => path.endsWith('/comparisons/x')).length;
  expect(await screen.findByText('0 of 2 trainings have ended')).toBeVisible();
  rows = [measured, { ...running, job: jobIn('cancelled') }];
  expect(await screen.findByText('2 of 2 trainings have ended')).toBeVisible();
  expect(screen.queryByRole('progressbar')).toBeNull();
  const before = asked();
  await new Promise((resolve) => setTimeout(resolve, 3300));
  expect(asked()).toBe(before);
}, 15_000);

it('says so where nothing is measured yet, nothing is left, or nothing is there', async () => {
  open(() => [running]);
  expect(await screen.findAllByText(/No training is measured yet/)).toHaveLength(2);
  expect(screen.getByText(/first points appear/)).toBeVisible();
});

it('has words for a comparison whose trainings are gone', async () => {
  open(() => []);
  expect(await screen.findByText('Nothing is left of this comparison')).toBeVisible();
});

it('says so where there is no such comparison', async () => {
  fakeGateway({ 'GET /api/v1/comparisons/x': { status: 404, body: { title: 'Not found' } } });
  renderPage(page, '/comparisons/x');
  expect(await screen.findByText(/This comparison does not exist/)).toBeVisible();
});

it('speaks Chinese', async () => {
  await i18n.changeLanguage('zh');
  open(() => [measured]);
  expect(await screen.findByText('1 个训练中已结束 1 个')).toBeVisible();
  await waitFor(() =>
    expect(screen.getByRole('columnheader', { name: '寻找细胞: 学习率' })).toBeVisible(),
  );
});

import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TrainingSummary } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { jobIn } from '../ComparisonPage/comparison.fixture';
import { ComparisonList } from './ComparisonList';

const trainings = [{ comparison_id: 'x' }, { comparison_id: null }] as TrainingSummary[];
const comparison = (id: string) => ({
  id,
  name: `rates ${id}`,
  grid: { 'parameters.classifier.augmentation': ['none', 'light'] },
  jobs: [jobIn('succeeded'), jobIn('failed')],
  created_at: '2026-03-01T10:00:00Z',
});

it('lists the comparisons of this project alone, with what differs and how far they are', async () => {
  fakeGateway({
    'GET /api/v1/comparisons': { body: { items: [comparison('x'), comparison('other')] } },
  });
  renderPage(<ComparisonList trainings={trainings} />);
  const row = within(await screen.findByTestId('comparison-row'));
  expect(row.getByRole('link', { name: 'rates x' })).toHaveAttribute('href', '/comparisons/x');
  expect(row.getByText('Classifying cells: augmentation')).toBeVisible();
  expect(row.getByText('2 of 2 trainings have ended')).toBeVisible();
});

it('shows and asks nothing where no training is part of one', () => {
  const calls = fakeGateway({});
  renderPage(<ComparisonList trainings={[]} />);
  expect(screen.queryByRole('heading')).toBeNull();
  expect(calls).toEqual([]);
});

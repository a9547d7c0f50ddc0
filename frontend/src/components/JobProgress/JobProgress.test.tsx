import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Job } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { JobProgress } from './JobProgress';

const job: Job = {
  id: 'j1',
  kind: 'prediction',
  state: 'running',
  progress: { done: 5, total: 20, unit: 'pictures', stage: 'recognising' },
  problem: null,
  result: null,
  created_at: '2026-01-01T00:00:00Z',
  started_at: new Date(Date.now() - 30_000).toISOString(),
  finished_at: null,
  expected_end: null,
};

it('tells how far the job is, what it does and how long it may take', () => {
  renderPage(<JobProgress job={job} />);
  expect(screen.getByRole('status')).toHaveTextContent('5 of 20 pictures');
  expect(screen.getByText(/finding cells · 0:30 so far · about 1:30 left/)).toBeVisible();
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
});

it('promises no time and no share while it waits', () => {
  const queued: Job = { ...job, state: 'queued', started_at: null };
  renderPage(<JobProgress job={queued} />);
  expect(screen.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow');
  expect(screen.queryByText(/left/)).toBeNull();
});

it('cancels', async () => {
  const calls = fakeGateway({
    'POST /api/v1/jobs/j1/cancel': { body: { ...job, state: 'cancelled' } },
  });
  renderPage(<JobProgress job={job} />);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel job' }));
  await waitFor(() => expect(calls).toHaveLength(1));
});

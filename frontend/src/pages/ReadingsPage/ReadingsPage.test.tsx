import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Route, Routes, useLocation } from 'react-router';
import type { Reading } from '../../api/types';
import { type Call, fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { ReadingsPage } from './ReadingsPage';

const reading = (id: string, reader: string, state: Reading['state'], mine = false): Reading => ({
  id,
  image_id: 'i',
  reader,
  mine,
  state,
  revision: 2,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
});

function Address() {
  const { pathname, search } = useLocation();
  return <output data-testid="address">{pathname + search}</output>;
}

function show(readings: Reading[], labelled: unknown[] = [], role = 'annotator'): Call[] {
  const calls = fakeGateway({
    'GET /api/v1/images/i': {
      body: { id: 'i', project_id: 'p', filename: 'one.png', page: 0, pages: 1 },
    },
    'GET /api/v1/projects/p': { body: { id: 'p', role } },
    'GET /api/v1/images/i/readings': { body: { items: readings } },
    'GET /api/v1/projects/p/annotations': { body: { items: labelled } },
    'GET /api/v1/predictions': {
      body: {
        items: [
          {
            id: 'q',
            state: 'succeeded',
            model: 'm@1',
            created_at: '2026-01-01T00:00:00Z',
            classes: [],
          },
        ],
        next_cursor: null,
      },
    },
    'POST /api/v1/images/i/readings': { status: 201, body: reading('new', 'bob', 'draft', true) },
  });
  renderPage(
    <Routes>
      <Route path="images/:imageId/readings" element={<ReadingsPage />} />
      <Route path="*" element={<Address />} />
    </Routes>,
    '/images/i/readings',
  );
  return calls;
}

const address = async () => (await screen.findByTestId('address')).textContent;
const own = { image_id: 'i', state: 'draft', updated_at: '2026-01-01T00:00:00Z' };

it('begins a reading from a prediction and goes to its editor', async () => {
  const calls = show([]);
  await userEvent.click(await screen.findByTestId('begin-reading'));
  await userEvent.click(await screen.findByRole('button', { name: /m@1/ }));
  expect(await address()).toBe('/images/i/annotate?reading=new');
  const begun = calls.find(({ method }) => method === 'POST');
  expect(begun?.body).toEqual({ prediction_id: 'q' });
});

it('compares two that were handed in, or one with the labels of the picture', async () => {
  show([reading('a', 'alice', 'submitted'), reading('b', 'bob', 'submitted', true)], [own]);
  await screen.findAllByRole('option', { name: 'Labels of the picture' });
  const first = screen.getByLabelText('First');
  expect(
    within(first)
      .getAllByRole('option')
      .map((one) => one.textContent),
  ).toEqual(['Labels of the picture', 'alice', 'bob']);
  expect(screen.queryByTestId('begin-reading')).toBeNull();
  await userEvent.selectOptions(first, 'bob');
  expect(screen.getByTestId('compare')).toBeDisabled();
  await userEvent.selectOptions(first, 'Labels of the picture');
  await userEvent.click(screen.getByTestId('compare'));
  expect(await address()).toBe('/images/i/agreement?second=b');
});

it('shows who reads nothing of the others, and the way back to their own reading', async () => {
  show([reading('a', 'alice', 'submitted'), reading('b', 'bob', 'draft', true)], [own]);
  const link = await screen.findByTestId('continue-reading');
  expect(link).toHaveAttribute('href', '/images/i/annotate?reading=b');
  expect(screen.queryByTestId('compare')).toBeNull();
  expect(screen.getByText(/once you have handed in/)).toBeInTheDocument();
});

it('offers a viewer no reading', async () => {
  show([], [], 'viewer');
  expect(await screen.findByText('Nobody has labelled this picture yet.')).toBeInTheDocument();
  expect(screen.queryByTestId('begin-reading')).toBeNull();
});

import { act, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { ProjectPage } from './ProjectPage';

const project = {
  id: 'p',
  name: 'Drugs',
  image_count: 0,
  member_count: 1,
  is_sample: false,
  role: 'owner',
};
const PREDICTIONS = 'GET /api/v1/predictions';

function open(predictions: unknown[]) {
  const calls = fakeGateway({
    'GET /api/v1/users/me': { status: 401, body: {} },
    'GET /api/v1/projects/p': { body: project },
    'GET /api/v1/images': { body: { items: [] } },
    'GET /api/v1/projects/p/annotations': { body: { items: [] } },
    [PREDICTIONS]: () => ({ body: { items: predictions } }),
  });
  const { client } = renderPage(
    <Routes>
      <Route path="projects/:projectId" element={<ProjectPage />} />
    </Routes>,
    '/projects/p',
  );
  const asked = () => calls.filter(({ path }) => path.startsWith('/api/v1/predictions')).length;
  return { client, asked };
}

it('stays at the pictures when a result comes while somebody is at them', async () => {
  const predictions: unknown[] = [];
  const { client, asked } = open(predictions);
  await waitFor(() =>
    expect(screen.getByTestId('tab-pictures')).toHaveAttribute('aria-current', 'page'),
  );
  const before = asked();
  predictions.push({ id: 'r', model: 'base/he-cells@4', state: 'running' });
  await act(async () => {
    await client.invalidateQueries({ queryKey: ['predictions'] });
    // Queries tell the page in a turn of their own.
    await new Promise((told) => setTimeout(told));
  });
  expect(asked()).toBeGreaterThan(before);
  expect(screen.getByTestId('tab-pictures')).toHaveAttribute('aria-current', 'page');
  expect(screen.getByTestId('tab-dashboard')).not.toHaveAttribute('aria-current');
});

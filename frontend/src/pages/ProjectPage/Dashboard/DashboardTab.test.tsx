import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Project } from '../../../api/types';
import { onePicture, twoGroups } from '../../../results/fixture';
import { fakeGateway } from '../../../test/fakeGateway';
import { renderPage } from '../../../test/renderPage';
import { walkPoints } from '../../../test/walkPoints';
import { DashboardTab } from './DashboardTab';

const project = { id: 'j', name: 'Six drugs', image_count: 6 } as Project;
const summary = (id: string, state: string, model: string) => ({
  id,
  project_id: 'j',
  job_id: `job-${id}`,
  state,
  model,
  confidence: 0.5,
  created_at: '2026-01-01T00:00:00Z',
  image_count: 6,
  classes: twoGroups.classes,
  counts: {},
});
const corrected = {
  ...twoGroups,
  labels: 'current',
  images: [onePicture('a', 'Control', 10, 5), ...twoGroups.images.slice(1)],
};
const failedPicture = {
  image_id: 'f',
  filename: 'f.png',
  state: 'failed',
  problem: {
    type: '/docs/errors/x',
    title: 'Refused',
    status: 422,
    detail: 'The file is cut off.',
  },
};

function gateway(list: object[]) {
  return fakeGateway({
    'GET /api/v1/predictions': { body: { items: list, next_cursor: null } },
    'GET /api/v1/predictions/p': { body: { ...summary('p', 'succeeded', 'm@2'), images: [failedPicture] } }, // prettier-ignore
    'GET /api/v1/predictions/p/statistics': ({ path }) => ({
      body: path.includes('labels=current') ? corrected : twoGroups,
    }),
    'GET /api/v1/predictions/q/statistics': { body: { ...twoGroups, prediction_id: 'q' } },
    'GET /api/v1/projects/j/annotations': { body: { items: [{ image_id: 'b', state: 'accepted' }] } }, // prettier-ignore
    'GET /api/v1/images': { body: { items: [], next_cursor: null } },
  });
}

const both = [summary('p', 'succeeded', 'm@2'), summary('q', 'succeeded', 'm@1')];
const pointsOf = async () => (await walkPoints()).map(({ image }) => image);

it('says what to do first where nothing was found yet', async () => {
  gateway([]);
  const { unmount } = renderPage(<DashboardTab project={project} />);
  expect(await screen.findByRole('heading', { name: 'No cells were found yet' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Find cells' })).toBeVisible();
  unmount();
  renderPage(<DashboardTab project={{ ...project, image_count: 0 }} />);
  expect(await screen.findByRole('link', { name: 'Add pictures' })).toHaveAttribute('href', '/?tab=pictures'); // prettier-ignore
});

it('shows a point a picture that leads to it, and names what failed', async () => {
  gateway(both);
  renderPage(<DashboardTab project={project} />);
  const points = await walkPoints();
  expect(points).toHaveLength(5);
  expect(points[1]?.label).toBe('b.png · Control · 23.08%');
  expect(points[1]?.to).toBe('/predictions/p/images/b');
  expect(await screen.findByText(/The file is cut off/)).toBeVisible();
  const row = screen.getAllByTestId('dashboard-row').find(({ dataset }) => dataset['image'] === 'f'); // prettier-ignore
  expect(row).toHaveTextContent('failed');
  expect(within(row ?? document.body).getByTestId('missing')).toHaveAttribute('title', 'This picture could not be analysed.'); // prettier-ignore
  expect(screen.getByTestId('fact-accepted')).toHaveTextContent('1');
});

it('keeps in points and table alike what the filter leaves', async () => {
  gateway(both);
  renderPage(<DashboardTab project={project} />, '/?metric=target_ratio&from=0.3');
  expect(await pointsOf()).toEqual(['b', 'c', 'd']);
  expect(screen.getAllByTestId('dashboard-row')).toHaveLength(3);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Control' }));
  expect(await pointsOf()).toEqual(['d']);
  expect(screen.getByTestId('dashboard-count')).toHaveTextContent('1 of 6 pictures shown');
  await userEvent.click(screen.getByTestId('filter-clear'));
  expect(await pointsOf()).toEqual(['a', 'b', 'c', 'd']);
  await userEvent.selectOptions(screen.getByTestId('filter-review'), 'accepted');
  expect(await pointsOf()).toEqual(['b']);
});

it('joins what was predicted with what was corrected, and leads to both cell by cell', async () => {
  gateway(both);
  renderPage(<DashboardTab project={project} />, '/?metric=target_ratio');
  await screen.findByTestId('chart-points');
  await userEvent.selectOptions(screen.getByTestId('dashboard-beside'), 'labels');
  const pairs = (await screen.findAllByTestId('chart-pairs')).map(({ dataset }) => dataset['count']); // prettier-ignore
  expect(pairs).toEqual(['3', '1']);
  const second = (await walkPoints()).find(({ second: is, image }) => is && image === 'a');
  expect(second?.label).toBe('a.png · Control · 0.5 · base/living-dead@1, corrected');
  expect(second?.to).toBe('/predictions/p/images/a?with=current');
  const [first] = screen.getAllByTestId('difference');
  expect(first).toHaveTextContent('+0.4');
});

it('opens the picture whose point is clicked, and tells of the one that is pointed at', async () => {
  gateway(both);
  renderPage(<DashboardTab project={project} />, '/?metric=target_ratio');
  const points = await screen.findByTestId('chart-points');
  const [shapes] = points.querySelectorAll('path');
  // jsdom lays nothing out: the plot begins at 0, 0, and its last group lies to the right.
  await userEvent.pointer({ target: shapes ?? points, coords: { clientX: 9000, clientY: 0 } });
  expect(screen.getByText('d.png · Drug · 1')).toBeVisible();
  expect(screen.getByTestId('chart-point')).toHaveAttribute('href', '/predictions/p/images/d');
});

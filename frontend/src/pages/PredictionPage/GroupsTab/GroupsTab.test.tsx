import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Prediction } from '../../../api/types';
import { twoGroups } from '../../../results/fixture';
import { type Call, fakeGateway } from '../../../test/fakeGateway';
import { renderPage } from '../../../test/renderPage';
import { walkPoints } from '../../../test/walkPoints';
import { GroupsTab } from './GroupsTab';

const prediction = {
  id: 'p',
  project_id: 'j',
  state: 'succeeded',
  classes: twoGroups.classes,
  images: twoGroups.images.map(({ image_id, group }) => ({ image_id, group })),
} as Prediction;

const figure = {
  series: [
    { group: 'Control', class: 'living', n: 40, missing: 0, values: [0.8, 0.9, 1, 1.1, 1.2] },
    { group: 'Control', class: 'dead', n: 10, missing: 0, values: [1.4, 1.5, 1.6] },
    { group: 'Drug', class: 'dead', n: 17, missing: 0, values: [1.5] },
  ],
};

let calls: Call[];

beforeEach(() => {
  calls = fakeGateway({
    'GET /api/v1/predictions/p/statistics': ({ path }) => {
      const current = path.includes('labels=current');
      const [first, ...others] = twoGroups.groups;
      const groups = first && [{ ...first, counts: { living: 38, dead: 22 } }, ...others];
      return { body: current ? { ...twoGroups, labels: 'current', groups } : twoGroups };
    },
    'GET /api/v1/predictions/p/figures/relative-size.json': { body: figure },
  });
});

describe('groups side by side', () => {
  it('describe each group, with failed pictures and missing numbers as such', async () => {
    renderPage(<GroupsTab prediction={prediction} />);
    const rows = await screen.findAllByTestId('group-row');
    expect(rows[0]).toHaveTextContent('Control3– No specimen is named for these pictures.4020');
    expect(rows[1]).toHaveTextContent('1 failed');
    expect(rows[1]?.querySelector('[data-metric="target_ratio"]')).toHaveTextContent(
      '1 not defined',
    );
  });

  it('shows p with its warning, and the reason where nothing is tested', async () => {
    renderPage(<GroupsTab prediction={prediction} />);
    const [untested, tested] = await screen.findAllByTestId('test-row');
    expect(untested).toHaveTextContent('Not tested: a group has fewer than three values');
    expect(tested).toHaveTextContent('U = 10.0495†0.0991†δ = -0.778 [-1, -0.111]');
    expect(screen.getByTestId('specimen-warning')).toHaveTextContent('are not independent');
  });

  it('leads from a point to its picture, by arrow keys as well', async () => {
    renderPage(<GroupsTab prediction={prediction} />);
    const chart = await screen.findByTestId('chart-target');
    const points = await walkPoints(chart);
    expect(points.map(({ to }) => to)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((id) => `/predictions/p/images/${id}`),
    );
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    const point = within(chart).getByTestId('chart-point');
    expect(point).toHaveFocus();
    expect(point).toHaveAccessibleName('b.png · Control · 23.08%');
  });

  it('offers each figure as the service draws it, and what it does not draw as the page shows it', async () => {
    renderPage(<GroupsTab prediction={prediction} />);
    const chart = within(await screen.findByTestId('chart-target'));
    expect(chart.getAllByRole('link', { name: /^Save/ }).map((one) => one.getAttribute('href'))).toEqual(
      ['png', 'svg', 'pdf', 'csv'].map((format) => `/api/v1/predictions/p/figures/proportion.${format}?language=en&k=2%2C4&labels=predicted`),
    ); // prettier-ignore
    await userEvent.selectOptions(chart.getByTestId('target-metric'), 'Size ratio');
    expect(chart.queryByRole('link', { name: /^Save/ })).toBeNull();
    expect(chart.getByRole('button', { name: 'Save “Size ratio by group” as PDF' })).toBeVisible();
  });

  it('shows another number when asked', async () => {
    renderPage(<GroupsTab prediction={prediction} />);
    await userEvent.selectOptions(await screen.findByTestId('target-metric'), 'Target ratio');
    expect(screen.getByRole('figure', { name: 'Target ratio by group' })).toBeVisible();
    const values = await walkPoints(screen.getByTestId('chart-target'));
    expect(values.map(({ value }) => Number(value))).toEqual([0.1, 0.3, 0.5, 1]);
  });

  it('asks anew for other k, another control and corrected labels, and shows both counts', async () => {
    renderPage(<GroupsTab prediction={prediction} />);
    const multiples = await screen.findByLabelText('Effective score at k =');
    await userEvent.clear(multiples);
    await userEvent.type(multiples, '8, 3{Enter}');
    await userEvent.selectOptions(screen.getByTestId('control'), 'Control');
    await userEvent.selectOptions(screen.getByTestId('labels'), 'current');
    expect(await screen.findAllByText('predicted 40')).toHaveLength(2);
    const asked = calls.map(({ path }) => path);
    expect(asked).toContain(
      '/api/v1/predictions/p/statistics?k=3%2C8&labels=current&control=Control',
    );
  });
});

it('says how to make groups where there are none', () => {
  const images = prediction.images.map((one) => ({ ...one, group: null }));
  renderPage(<GroupsTab prediction={{ ...prediction, images }} />);
  expect(screen.getByText('There are no groups to compare yet')).toBeVisible();
  expect(screen.getByRole('link')).toHaveAttribute('href', '/projects/j?tab=pictures');
  expect(calls).toEqual([]);
});

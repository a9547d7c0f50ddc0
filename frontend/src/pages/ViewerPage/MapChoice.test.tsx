import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { MapChoice } from './MapChoice';
import { useHeatMap } from './useHeatMap';

const figure = {
  title: 'Map of the density of cells: a.png',
  notes: ['Squares of about 100 µm (200 × 200 pixels); hatched: less than a quarter was analysed.'],
  map: { label: 'Cells per mm²', width: 200, height: 200, values: [[1250, null]] },
};
const painted = vi.fn();

function Choice({ targets }: { targets: boolean }) {
  const { painter, ...heat } = useHeatMap('p', 'i');
  painted(painter !== null);
  return <MapChoice predictionId="p" imageId="i" targets={targets} {...heat} />;
}

it('lays a map over the picture when it is chosen, with its scale, its notes and its files', async () => {
  const path = '/api/v1/predictions/p/figures/density-map.json';
  const calls = fakeGateway({ [`GET ${path}`]: { body: figure } });
  renderPage(<Choice targets />);
  expect(calls).toHaveLength(0);
  expect(painted).toHaveBeenLastCalledWith(false);
  await userEvent.selectOptions(screen.getByTestId('map-choice'), 'density-map');
  expect(await screen.findByTestId('map-scale')).toHaveTextContent(/Cells per mm².*1,250/);
  expect(calls[0]?.path).toBe(`${path}?image=i&language=en`);
  expect(painted).toHaveBeenLastCalledWith(true);
  expect(screen.getByText(/less than a quarter/)).toBeVisible();
  expect(screen.getByRole('link', { name: /PNG/ })).toHaveAttribute(
    'href',
    expect.stringContaining('/figures/density-map.png?language=en&image=i'),
  );
  await userEvent.selectOptions(screen.getByTestId('map-choice'), '');
  expect(screen.queryByTestId('map-scale')).toBeNull();
  expect(painted).toHaveBeenLastCalledWith(false);
});

it('offers no map of targets where the model knows none', () => {
  renderPage(<Choice targets={false} />);
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'Do not show',
    'Density of cells',
  ]);
});

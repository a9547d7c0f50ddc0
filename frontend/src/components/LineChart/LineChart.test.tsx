import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { LineChart } from './LineChart';

const series = [
  { name: 'box loss', points: [{ x: 10, y: 2 }, { x: 20, y: 1 }] }, // prettier-ignore
  { name: 'class loss', points: [{ x: 20, y: 0.5 }] },
];

it('draws every curve from left to right, low values low', () => {
  const { container } = render(
    <LineChart title="Losses" name="losses" across="Step" series={series} />,
  );
  const lines = [...container.querySelectorAll('polyline')].map((line) =>
    line.getAttribute('points'),
  );
  expect(lines).toEqual(['46,12 548,111', '548,160.5']);
});

it('is named, and tells the newest values and all of them without the picture', async () => {
  render(<LineChart title="Losses" name="losses" across="Step" series={series} />);
  const figure = screen.getByRole('figure', { name: 'Losses' });
  const names = within(figure).getAllByTestId('curve-name');
  expect(names.map((item) => item.textContent)).toEqual(['box loss 1', 'class loss 0.5']);
  await userEvent.click(screen.getByText('Numbers as a table'));
  expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'Stepbox lossclass loss',
    '102–',
    '2010.5',
  ]);
});

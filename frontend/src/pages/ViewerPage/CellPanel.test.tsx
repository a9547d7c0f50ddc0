import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import type { Prediction, PredictionPicture } from '../../api/types';
import { makeCellStore } from '../../cells/cellStore';
import { fourCells, livingDead } from '../../cells/cells.fixture';
import { applyFilter, type CellFilter, showAll } from '../../cells/filter';
import { renderPage } from '../../test/renderPage';
import { CellPanel } from './CellPanel';

const store = makeCellStore(fourCells, livingDead);
const result = {
  state: 'succeeded',
  warnings: [{ code: 'no-scale', message: 'The scale is unknown.' }],
  magnification: null,
} as unknown as PredictionPicture;
const prediction = {
  model: 'base/living-dead@1',
  confidence: 0.5,
  software_version: '0.1.0',
} as Prediction;

function Panel() {
  const [filter, setFilter] = useState<CellFilter>(showAll);
  return (
    <CellPanel
      cells={{ prediction, result, store, error: null }}
      mask={applyFilter(store, filter)}
      filter={filter}
      onFilter={setFilter}
      boxes
      onBoxes={() => undefined}
    />
  );
}

it('counts what the filter leaves of the whole', async () => {
  renderPage(<Panel />);
  const count = screen.getByTestId('shown-count');
  expect(count).toHaveTextContent('4 of 4 shown');
  await userEvent.click(screen.getByRole('checkbox', { name: /^living/ }));
  expect(count).toHaveTextContent('2 of 4 shown');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Only corrected by the classifier' }));
  expect(count).toHaveTextContent('1 of 4 shown');
});

it('names what the numbers rest on, and the warnings, in words', () => {
  renderPage(<Panel />);
  expect(screen.getByText('base/living-dead@1')).toBeVisible();
  expect(screen.getByText('Confidence 0.50')).toBeVisible();
  expect(screen.getByText('as it is, no scale')).toBeVisible();
  expect(screen.getByText('Software 0.1.0')).toBeVisible();
  expect(screen.getByText(/scale is not known/)).toBeVisible();
});

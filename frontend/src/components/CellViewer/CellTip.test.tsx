import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { makeCellStore } from '../../cells/cellStore';
import { fourCells, livingDead } from '../../cells/cells.fixture';
import { CellTip } from './CellTip';

const store = makeCellStore(fourCells, livingDead);
const at = { x: 0, y: 0 };

it('tells class, scores, size and what the detector had said', () => {
  render(<CellTip store={store} cell={2} at={at} micrometersPerPixel={0.25} />);
  const tip = screen.getByTestId('cell-tip');
  expect(tip).toHaveTextContent('dead');
  expect(tip).toHaveTextContent('corrected by the classifier');
  expect(tip).toHaveTextContent('Detector saidliving');
  expect(tip).toHaveTextContent('Detection0.90');
  expect(tip).toHaveTextContent('Class0.80');
  expect(tip).toHaveTextContent('10 × 12.5 µm');
});

it('keeps silent about what is unknown', () => {
  render(<CellTip store={store} cell={3} at={at} micrometersPerPixel={null} />);
  const tip = screen.getByTestId('cell-tip');
  expect(tip).not.toHaveTextContent('Class0');
  expect(tip).not.toHaveTextContent('Detector said');
  expect(tip).toHaveTextContent('10 × 10 px');
});

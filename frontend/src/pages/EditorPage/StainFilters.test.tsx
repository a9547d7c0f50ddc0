import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { StainFilters } from './StainFilters';

/** Optical densities in red, green and blue of one unit of each stain, by Ruifrok and Johnston (2001). */
const pure = { haematoxylin: [0.65, 0.7, 0.29], eosin: [0.07, 0.99, 0.11] };

/** What a filter of the page makes of densities, as the browser multiplies them. */
function shown(stain: string, densities: readonly number[]): number {
  const matrix = document.querySelector(`#${stain} feColorMatrix`)?.getAttribute('values') ?? '';
  const row = matrix.split(' ').map(Number);
  return densities.reduce((sum, density, at) => sum + density * (row[at] ?? NaN), 0);
}

it('shows of each stain its own density and nothing of the other', () => {
  render(<StainFilters />);
  expect(shown('haematoxylin', pure.haematoxylin)).toBeCloseTo(1, 2);
  expect(shown('haematoxylin', pure.eosin)).toBeCloseTo(0, 2);
  expect(shown('eosin', pure.eosin)).toBeCloseTo(1, 2);
  expect(shown('eosin', pure.haematoxylin)).toBeCloseTo(0, 2);
});

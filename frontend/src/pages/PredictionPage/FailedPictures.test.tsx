import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { PredictionPicture } from '../../api/types';
import { FailedPictures } from './FailedPictures';

const picture: PredictionPicture = {
  image_id: '1',
  filename: 'slide 7.tif',
  group: null,
  state: 'failed',
  counts: null,
  corrected: null,
  warnings: [],
  problem: {
    type: '/docs/errors/x',
    title: 'Refused',
    status: 422,
    detail: 'The file is cut off.',
    instance: null,
  },
  width: 10,
  height: 10,
  magnification: null,
  analysed_megapixels: null,
};

it('names each failed picture with its reason', () => {
  render(
    <FailedPictures pictures={[picture, { ...picture, image_id: '2', state: 'succeeded' }]} />,
  );
  const alert = screen.getByRole('alert');
  expect(alert).toHaveTextContent('1 picture could not be analysed');
  expect(alert).toHaveTextContent('slide 7.tif: The file is cut off.');
  expect(screen.getByRole('link')).toHaveAttribute('href', '/docs/errors/x');
});

it('is silent where nothing failed', () => {
  render(<FailedPictures pictures={[{ ...picture, state: 'queued' }]} />);
  expect(screen.queryByRole('alert')).toBeNull();
});

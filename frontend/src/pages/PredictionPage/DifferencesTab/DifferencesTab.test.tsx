import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { Differences, Prediction, Tally } from '../../../api/types';
import { type Call, fakeGateway } from '../../../test/fakeGateway';
import { renderPage } from '../../../test/renderPage';
import { DifferencesTab } from './DifferencesTab';

const prediction = { id: 'p', project_id: 'j', state: 'succeeded' } as Prediction;
const nothing: Tally = {
  matched: 4,
  same: 4,
  class_changed: 0,
  only_first: 0,
  only_second: 0,
  differing: 0,
  f1: 1,
  kappa: null,
  confusion: { living: { living: 4 } },
};
const much: Tally = {
  matched: 5,
  same: 4,
  class_changed: 1,
  only_first: 2,
  only_second: 1,
  differing: 4,
  f1: 0.769230769,
  kappa: 0.5,
  confusion: { living: { living: 3, dead: 1 }, dead: { dead: 1 } },
};
const side = (living: number, dead: number) => ({
  labels: 'predicted' as const,
  annotation_revision: null,
  counts: { living, dead },
  target_ratio: null,
});
const picture = { group: null };
const whole: Differences = {
  first: {
    prediction_id: 'p',
    model: 'base/living-dead@2',
    confidence: 0.5,
    software_version: '0.1.0',
    labels: 'predicted',
  },
  second: {
    prediction_id: 'p',
    model: 'base/living-dead@2',
    confidence: 0.5,
    software_version: '0.1.0',
    labels: 'current',
  },
  classes: [
    { name: 'living', target: false },
    { name: 'dead', target: true },
  ],
  least_overlap: 0.5,
  images: [
    {
      ...picture,
      image_id: 'a',
      filename: 'same.png',
      first: side(4, 0),
      second: side(4, 0),
      tally: nothing,
    },
    {
      ...picture,
      image_id: 'b',
      filename: 'failed.png',
      first: null,
      second: side(1, 0),
      tally: null,
    },
    {
      ...picture,
      image_id: 'c',
      filename: 'other.png',
      first: side(6, 1),
      second: side(4, 2),
      tally: much,
    },
  ],
  left_out: [1, 0],
  total: { ...much, matched: 9, same: 8 },
  counts: [
    { living: 10, dead: 1 },
    { living: 8, dead: 2 },
  ],
};

let calls: Call[];

beforeEach(() => {
  calls = fakeGateway({
    'GET /api/v1/predictions/p/differences': { body: whole },
    'GET /api/v1/predictions': {
      body: {
        items: [
          {
            id: 'p',
            state: 'succeeded',
            model: 'm@1',
            confidence: 0.5,
            created_at: '2026-01-01T00:00:00Z',
          },
          {
            id: 'q',
            state: 'succeeded',
            model: 'm@2',
            confidence: 0.3,
            created_at: '2026-01-01T00:00:00Z',
          },
          {
            id: 'r',
            state: 'failed',
            model: 'm@3',
            confidence: 0.5,
            created_at: '2026-01-01T00:00:00Z',
          },
        ],
        next_cursor: null,
      },
    },
  });
});

it('shows the pictures that differ most first, and those that were not compared as such', async () => {
  renderPage(<DifferencesTab prediction={prediction} />);
  const rows = await screen.findAllByTestId('difference-row');
  expect(rows.map((row) => row.textContent)).toEqual([
    'other.png7 → 652110.7690.5',
    'same.png4 → 4400' + '01–',
    'failed.pngNo result on one side',
  ]);
  expect(screen.getByRole('link', { name: 'other.png' })).toHaveAttribute(
    'href',
    '/predictions/p/images/c?with=current',
  );
  expect(screen.getByTestId('difference-total')).toHaveTextContent('All pictures11 → 109211');
  expect(screen.getByText(/1 picture has a result on one side only/)).toBeVisible();
  expect(screen.getByTestId('confusion')).toHaveTextContent('living31dead01');
});

it('holds it against its corrections first, and against another prediction that one chooses', async () => {
  renderPage(<DifferencesTab prediction={prediction} />);
  await screen.findAllByTestId('difference-row');
  expect(calls.some(({ path }) => path.endsWith('/differences?labels=current'))).toBe(true);
  const options = within(screen.getByTestId('differences-with')).getAllByRole('option');
  expect(options.map((option) => (option as HTMLOptionElement).value)).toEqual(['', 'q']);
  await userEvent.selectOptions(screen.getByTestId('differences-with'), 'q');
  expect(calls.some(({ path }) => path.endsWith('/differences?with=q'))).toBe(true);
});

import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { LabelNext } from './LabelNext';

const PATH = 'GET /api/v1/projects/p/label-next';
const CELLS = 'GET /api/v1/projects/p/label-next/cells';
const PREDICTIONS = 'GET /api/v1/predictions';
const noPrediction = { [PREDICTIONS]: { body: { items: [] } } };

it('names the pictures, the reasons in words, and the way to the editor', async () => {
  const reasons = [
    { code: 'overruled', value: 0.25 },
    { code: 'not-corrected', value: 1 },
  ];
  fakeGateway({
    ...noPrediction,
    [PATH]: { body: { items: [{ image_id: 'a', filename: 'a.png', score: 0.5, reasons }] } },
  });
  renderPage(<LabelNext projectId="p" />);
  const item = within(await screen.findByTestId('label-next-item'));
  expect(item.getByRole('link', { name: 'a.png' })).toHaveAttribute('href', '/images/a/annotate');
  expect(item.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Detector and classifier disagree (25%)',
    'Nobody has corrected it yet',
  ]);
});

it('says what to do where there is nothing to suggest', async () => {
  fakeGateway({ ...noPrediction, [PATH]: { body: { items: [] } } });
  renderPage(<LabelNext projectId="p" />);
  expect(await screen.findByText(/Find cells in the pictures first/)).toBeVisible();
});

it('names the cells to look at first, and leads to all of them on one page', async () => {
  const reasons = [
    { code: 'small-margin', value: 0.9 },
    { code: 'overruled', value: 1 },
  ];
  const cell = { image_id: 'a', filename: 'a.png', id: 'p3', class: 'dead', score: 1.2, reasons };
  fakeGateway({
    [PATH]: {
      body: { items: [{ image_id: 'a', filename: 'a.png', score: 0.5, reasons: [] }] },
    },
    [PREDICTIONS]: { body: { items: [{ id: 'x', state: 'succeeded' }] } },
    [CELLS]: { body: { items: [cell], cells: 1234 } },
  });
  renderPage(<LabelNext projectId="p" />);
  expect(await screen.findByTestId('cell-next-item')).toHaveTextContent(
    'dead in a.png two classes fit almost as well (90%), detector and classifier disagree',
  );
  expect(screen.getByRole('link', { name: /all 1,234 open cells/ })).toHaveAttribute(
    'href',
    '/predictions/x/sheet',
  );
});

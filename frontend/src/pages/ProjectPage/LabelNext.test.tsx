import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { LabelNext } from './LabelNext';

const PATH = 'GET /api/v1/projects/p/label-next';

it('names the pictures, the reasons in words, and the way to the editor', async () => {
  const reasons = [
    { code: 'overruled', value: 0.25 },
    { code: 'not-corrected', value: 1 },
  ];
  fakeGateway({
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
  fakeGateway({ [PATH]: { body: { items: [] } } });
  renderPage(<LabelNext projectId="p" />);
  expect(await screen.findByText(/Find cells in the pictures first/)).toBeVisible();
});

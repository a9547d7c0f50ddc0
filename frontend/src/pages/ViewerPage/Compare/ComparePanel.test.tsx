import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { livingDead } from '../../../cells/cells.fixture';
import { differenceKinds, makeDifferenceStore } from '../../../cells/differences';
import { twoSides } from '../../../cells/differences.fixture';
import { renderPage } from '../../../test/renderPage';
import type { Kinds } from './CompareFrame';
import { ComparePanel } from './ComparePanel';

const both = makeDifferenceStore(twoSides, livingDead);
const choose = vi.fn();

// jsdom knows no scrolling.
beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
});

function Panel() {
  const [kinds, setKinds] = useState<Kinds>(new Set(differenceKinds));
  return (
    <ComparePanel
      names={['base/living-dead@2', 'corrected labels']}
      alone="/predictions/p/images/a"
      both={both}
      error={null}
      kinds={kinds}
      onToggle={(kind) => setKinds(new Set([...kinds].filter((one) => one !== kind)))}
      chosen={2}
      onChoose={choose}
      onStep={() => undefined}
    />
  );
}

it('lists what differs in words and brings it into view', async () => {
  renderPage(<Panel />);
  const items = screen.getAllByTestId('difference-item');
  expect(items.map(({ textContent }) => textContent)).toEqual([
    '1Only in the first: living20, 20',
    '2Only in the second: odd70, 20',
    '≠Another class: living → dead20, 70',
  ]);
  expect(items[2]).toHaveAttribute('aria-current', 'true');
  await userEvent.click(items[1] ?? document.body);
  expect(choose).toHaveBeenCalledWith(1);
});

it('counts every kind, and leaves one out of the list', async () => {
  renderPage(<Panel />);
  expect(screen.getByTestId('kind-same')).toHaveAttribute('data-count', '1');
  await userEvent.click(screen.getByRole('checkbox', { name: /Only in the first/ }));
  expect(screen.getAllByTestId('difference-item')).toHaveLength(2);
  const panel = within(screen.getByRole('complementary'));
  expect(panel.getByText('base/living-dead@2')).toBeVisible();
  expect(panel.getByRole('link', { name: 'Only the first, with its numbers' })).toHaveAttribute('href', '/predictions/p/images/a'); // prettier-ignore
});

import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { twoPictures } from '../../sheet/sheet.fixture';
import { NewCellPalette } from './NewCellPalette';

it('chooses the class of what is drawn', async () => {
  const { sheet } = twoPictures();
  const { rerender } = render(<NewCellPalette sheet={sheet} />);
  const pressed = () =>
    screen.getAllByTestId('sheet-new-class').map((one) => one.getAttribute('aria-pressed'));
  expect(pressed()).toEqual(['true', 'false']);
  await userEvent.click(screen.getByRole('button', { name: /dead/ }));
  rerender(<NewCellPalette sheet={sheet} />);
  expect(sheet.activeClass).toBe(1);
  expect(pressed()).toEqual(['false', 'true']);
});

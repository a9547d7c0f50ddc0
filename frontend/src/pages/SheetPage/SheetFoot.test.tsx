import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { twoPictures } from '../../sheet/sheet.fixture';
import { SheetFoot } from './SheetFoot';

it('says in words at which picture the keyboard is, and how many cells it has', () => {
  const { sheet } = twoPictures();
  const { rerender } = render(<SheetFoot sheet={sheet} shows="pictures" />);
  expect(screen.getByTestId('sheet-focus')).toHaveTextContent(
    'Arrow keys go from picture to picture',
  );
  sheet.setPictureFocus(1);
  rerender(<SheetFoot sheet={sheet} shows="pictures" />);
  expect(screen.getByTestId('sheet-focus')).toHaveTextContent('b.png · 2 cells');
});

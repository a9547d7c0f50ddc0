import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { twoPictures } from '../../sheet/sheet.fixture';
import { SheetFoot } from './SheetFoot';

it('says in words at which picture the keyboard is, and how many cells it has', () => {
  const { sheet } = twoPictures();
  const { rerender } = render(<SheetFoot sheet={sheet} shows="pictures" leftOut={0} />);
  expect(screen.getByTestId('sheet-focus')).toHaveTextContent(
    'Arrow keys go from picture to picture',
  );
  sheet.setPictureFocus(1);
  rerender(<SheetFoot sheet={sheet} shows="pictures" leftOut={2} />);
  expect(screen.getByTestId('sheet-focus')).toHaveTextContent('b.png · 2 cells');
  expect(screen.getByTestId('sheet-cells')).toHaveTextContent(
    '2 pictures that you are reading are left out',
  );
});

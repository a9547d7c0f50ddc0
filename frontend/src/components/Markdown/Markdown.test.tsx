import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Markdown } from './Markdown';

it('draws headings and tables, and runs no HTML of the card', () => {
  const text = '# Card\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<img src=x onerror="alert(1)">';
  const { container } = render(<Markdown text={text} />);
  expect(screen.getByRole('heading', { name: 'Card' })).toBeVisible();
  expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['1', '2']);
  expect(container.querySelector('img')).toBeNull();
});

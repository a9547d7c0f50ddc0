import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { LayerChoice } from './LayerChoice';

it('shows which layers are on, explains the marks, and asks for a change', async () => {
  const toggle = vi.fn();
  render(<LayerChoice layers={{ boxes: true, truth: false, mistakes: true }} onToggle={toggle} />);
  expect(screen.getByRole('checkbox', { name: 'True cells' })).not.toBeChecked();
  expect(screen.getByRole('checkbox', { name: 'Mistakes' })).toBeChecked();
  expect(screen.getByRole('list', { name: 'What the marks mean' })).toHaveTextContent(
    '?missed×no cell≠wrong class',
  );
  await userEvent.click(screen.getByRole('checkbox', { name: 'True cells' }));
  expect(toggle).toHaveBeenCalledWith('truth');
});

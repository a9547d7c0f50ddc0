import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ProblemError } from '../../api/problem';
import { RefusedNotice } from './RefusedNotice';

const refused = {
  kind: 'refused',
  waiting: 3,
  error: new ProblemError(403, 'role-too-low', 'Your role is too low', 'You are a viewer.'),
} as const;

function open() {
  const retry = vi.fn();
  const discard = vi.fn(() => Promise.resolve());
  render(<RefusedNotice save={refused} onRetry={retry} onDiscard={discard} />);
  return { retry, discard };
}

it('says why, and tries again', async () => {
  const { retry } = open();
  expect(screen.getByRole('alert')).toHaveTextContent('You are a viewer.');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});

it('gives changes up only when it was asked for twice', async () => {
  const { discard } = open();
  await userEvent.click(screen.getByTestId('give-up'));
  expect(screen.getByRole('dialog')).toHaveTextContent(
    '3 changes that the service refused are lost',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(discard).not.toHaveBeenCalled();
  await userEvent.click(screen.getByTestId('give-up'));
  const [, confirm] = screen.getAllByRole('button', { name: 'Give up these changes' });
  if (confirm) await userEvent.click(confirm);
  expect(discard).toHaveBeenCalledOnce();
});

it('is not there while nothing was refused', () => {
  const save = { kind: 'saved' } as const;
  const { container } = render(
    <RefusedNotice save={save} onRetry={vi.fn()} onDiscard={() => Promise.resolve()} />,
  );
  expect(container).toBeEmptyDOMElement();
});

import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { CrashBoundary } from './CrashBoundary';

function Broken(): never {
  throw new Error('broken');
}

it('says that the page stopped, and that nothing is lost', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  render(
    <CrashBoundary>
      <Broken />
    </CrashBoundary>,
  );
  expect(screen.getByRole('alert')).toHaveTextContent('Your pictures and results are safe');
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeVisible();
});

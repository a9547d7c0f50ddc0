import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { localJournal, strand, strandedOf } from '../../annotations/journal';
import type { Picture } from '../../api/types';
import { renderPage } from '../../test/renderPage';
import { StrandedDialog } from './StrandedDialog';

const picture = { id: 'i', filename: 'one.png' } as Picture;
const batch = {
  id: 'a',
  order: 1,
  base: 7,
  operations: [
    { op: 'delete' as const, ids: ['p0'] },
    { op: 'delete' as const, ids: ['p1'] },
  ],
};

beforeEach(() => {
  localStorage.clear();
  localJournal('i', 'here').keep(batch);
  strand('i', 'here', [batch]);
});

it('gives the changes as a file and keeps them until they are given up', async () => {
  const made = vi.fn<(blob: Blob) => string>(() => 'blob:made');
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() }));
  renderPage(<StrandedDialog picture={picture} labelsId="i" />);
  expect(screen.getByTestId('stranded')).toHaveTextContent('2 changes');
  await userEvent.click(screen.getByText('Keep as a file'));
  const blob = made.mock.calls[0]?.[0];
  expect(JSON.parse((await blob?.text()) ?? '')).toEqual({
    image_id: 'i',
    filename: 'one.png',
    batches: [batch],
  });
  expect(strandedOf('i')).toEqual([batch]);
  await userEvent.click(screen.getByText('Give up these changes'));
  expect(strandedOf('i')).toEqual([]);
  expect(screen.queryByTestId('stranded')).toBeNull();
});

it('is not there where nothing was put aside', () => {
  renderPage(<StrandedDialog picture={picture} labelsId="other" />);
  expect(screen.queryByTestId('stranded')).toBeNull();
});

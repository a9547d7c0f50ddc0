import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { expect, it } from 'vitest';
import { i18n } from '../../i18n';
import type { WarningGroup } from '../../lib/summary';
import { WarningList } from './WarningList';

const warnings: WarningGroup[] = [
  { code: 'no-scale', message: 'The scale is unknown.', values: {}, imageIds: ['a', 'b', 'c'] },
  {
    code: 'image-failed',
    message: 'f.png: In English.',
    values: { filename: 'f.png', reason: 'In English.', problem: 'picture-too-large' },
    imageIds: ['f'],
  },
  { code: 'brand-new', message: 'Something else.', values: { n: 1 }, imageIds: ['a'] },
  {
    code: 'out-of-domain',
    message: '20 of 32 …',
    values: { unlike: 20, looked: 32 },
    imageIds: ['a', 'b'],
  },
];

const show = (projectId: string | null) =>
  render(
    <MemoryRouter>
      <WarningList warnings={warnings} projectId={projectId} />
    </MemoryRouter>,
  );

it('gives every warning in words with its figures, the number of its pictures, and its page', () => {
  show('p');
  expect(screen.getByText(/scale is not known.*\(3 pictures\)/)).toBeVisible();
  expect(screen.getByText('Something else.')).toBeVisible();
  expect(screen.getByText(/^2 pictures, the first: 20 of 32 cells looked at/)).toBeVisible();
  const [link] = screen.getAllByRole('link', { name: 'What this means' });
  expect(link).toHaveAttribute('href', '/docs/warnings/no-scale');
});

it('speaks Chinese where it can, and never swallows a warning it does not know', async () => {
  await i18n.changeLanguage('zh');
  show('p');
  expect(screen.getByTestId('warning-no-scale')).toHaveTextContent('比例尺未知');
  expect(screen.getByTestId('warning-out-of-domain')).toHaveTextContent(
    '抽查的 32 个细胞中有 20 个',
  );
  expect(screen.getByText('f.png：图片像素数超过服务的上限')).toBeVisible();
  expect(screen.getByText('Something else.')).toBeVisible();
  const [link] = screen.getAllByRole('link');
  expect(link).toHaveAttribute('href', '/docs/warnings/zh/no-scale');
});

it('falls back to the service’s words for a warning stored without its figures', () => {
  const old = [{ code: 'tile-failed', message: '1 of 4 tiles', values: {}, imageIds: ['a'] }];
  render(<WarningList warnings={old} projectId={null} />, { wrapper: MemoryRouter });
  expect(screen.getByText('1 of 4 tiles')).toBeVisible();
});

it('offers fine-tuning with pictures unlike those the model knows, within one project', () => {
  const { unmount } = show('p');
  const link = screen.getByTestId('fine-tune-unlike');
  expect(link).toHaveAttribute('href', '/projects/p/fine-tune');
  unmount();
  show(null);
  expect(screen.queryByTestId('fine-tune-unlike')).toBeNull();
});

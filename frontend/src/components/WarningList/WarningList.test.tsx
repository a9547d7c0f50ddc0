import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { i18n } from '../../i18n';
import { WarningList } from './WarningList';

const warnings = [
  { code: 'no-scale', message: 'The scale is unknown.', imageIds: ['a', 'b', 'c'] },
  { code: 'brand-new', message: 'Something else.', imageIds: ['a'] },
];

it('gives every warning in words, with the number of its pictures', () => {
  render(<WarningList warnings={warnings} />);
  expect(screen.getByText('The scale is unknown. (3 pictures)')).toBeVisible();
  expect(screen.getByText('Something else.')).toBeVisible();
});

it('speaks Chinese where it can, and never swallows a warning it does not know', async () => {
  await i18n.changeLanguage('zh');
  render(<WarningList warnings={warnings} />);
  expect(screen.getByTestId('warning-no-scale')).toHaveTextContent('比例尺未知');
  expect(screen.getByText('Something else.')).toBeVisible();
});

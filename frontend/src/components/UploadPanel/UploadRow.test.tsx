import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ProblemError } from '../../api/problem';
import { i18n } from '../../i18n';
import { type Upload, UploadQueue } from '../../uploads/UploadQueue';
import { UploadRow } from './UploadRow';

const refused: Upload = {
  id: 1,
  file: new File(['text'], 'notes.png'),
  target: { project: 'p', group: '', specimen: '' },
  state: 'failed',
  share: 1,
  pages: 0,
  problem: new ProblemError(422, 'picture-not-a-picture', 'The file is not a picture'),
};
const queue = new UploadQueue(
  () => Promise.resolve([]),
  () => undefined,
);

it('leads from a refused file to the page that says what to do, in the reader’s language', async () => {
  const { rerender } = render(<UploadRow upload={refused} queue={queue} />);
  const link = () => screen.getByRole('link').getAttribute('href');
  expect(link()).toBe('/docs/errors/picture-not-a-picture');
  await i18n.changeLanguage('zh');
  rerender(<UploadRow upload={{ ...refused }} queue={queue} />);
  expect(link()).toBe('/docs/errors/zh/picture-not-a-picture');
});

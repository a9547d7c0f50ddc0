import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noAnswer, ProblemError } from '../../api/problem';
import { i18n } from '../../i18n';
import { ProblemNotice } from './ProblemNotice';

const refused = new ProblemError(
  415,
  'picture-not-a-picture',
  'Not a picture',
  'a.png holds text.',
);

describe('ProblemNotice', () => {
  it('says what the service said, and links to the page that explains it', () => {
    render(<ProblemNotice error={refused} />);
    expect(screen.getByRole('alert')).toHaveTextContent('a.png holds text.');
    expect(screen.getByRole('link')).toHaveAttribute('href', '/docs/errors/picture-not-a-picture');
  });

  it('speaks Chinese to a Chinese reader', async () => {
    await i18n.changeLanguage('zh');
    render(<ProblemNotice error={refused} />);
    expect(screen.getByRole('alert')).toHaveTextContent('这个文件不是 CellScanner 能读取的图片');
  });

  it('tells a service that is away from one that refuses', () => {
    const { rerender } = render(<ProblemNotice error={noAnswer()} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The service does not answer');
    rerender(<ProblemNotice error={new ProblemError(503, '', 'Service Unavailable')} />);
    expect(screen.getByRole('alert')).toHaveTextContent('busy or restarting');
  });
});

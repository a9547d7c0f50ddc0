import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { noAnswer, ProblemError, toProblem } from '../../api/problem';
import { i18n } from '../../i18n';
import { ProblemNotice } from './ProblemNotice';

const refused = new ProblemError(
  415,
  'picture-not-a-picture',
  'Not a picture',
  'a.png holds text.',
);

const problem = (slug: string, reason: string | undefined) => ({
  type: `/docs/errors/${slug}`,
  title: 'A title',
  detail: 'In English.',
  ...(reason === undefined ? {} : { reason }),
});
const tooLarge = { ...problem('upload-too-large', 'file-too-large'), limit_mb: 2048 };
const lowRole = { ...problem('role-too-low', undefined), role: 'viewer', needed: 'reviewer' };
const missing = { ...problem('package-refused', 'package-file-missing'), file: 'model.json' };
const broken = { ...problem('package-unusable', 'package-broken'), problem: missing };
const notReady = {
  ...problem('training-not-ready', undefined),
  problems: [
    { code: 'no-pictures', message: 'Choose.', values: {} },
    { code: 'no-coco-weights', message: 'COCO.', values: { architecture: 'yolov5su' } },
  ],
};

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
    const page = '/docs/errors/zh/picture-not-a-picture';
    expect(screen.getByRole('link')).toHaveAttribute('href', page);
  });

  it('says in Chinese exactly what happened, with the names and numbers of the problem', async () => {
    await i18n.changeLanguage('zh');
    const { rerender } = render(<ProblemNotice error={toProblem(413, tooLarge)} />);
    expect(screen.getByRole('alert')).toHaveTextContent('单个文件最大为 2,048 MB。');
    rerender(<ProblemNotice error={toProblem(403, lowRole)} />);
    expect(screen.getByRole('alert')).toHaveTextContent(
      '您在此项目中是查看者；此操作至少需要审核员。',
    );
    rerender(<ProblemNotice error={toProblem(422, broken)} />);
    expect(screen.getByRole('alert')).toHaveTextContent('模型包已损坏：缺少 model.json。');
    rerender(<ProblemNotice error={toProblem(422, notReady)} />);
    expect(screen.getByRole('alert')).toHaveTextContent('请选择要学习其标注的图片。COCO 权重');
  });

  it('takes a name as it is, whatever it holds', async () => {
    await i18n.changeLanguage('zh');
    const name = '$t(nav.main) {{limit_mb}} <b>';
    const body = { ...problem('labels-unreadable', 'zip-lacks-file'), file: name };
    render(<ProblemNotice error={toProblem(422, body)} />);
    expect(screen.getByRole('alert')).toHaveTextContent(`zip 中没有 ${name}。`);
  });

  it.each([
    ['a sentence that it does not know', problem('conflict', 'brand-new')],
    ['a problem stored without its names', problem('upload-too-large', 'file-too-large')],
    ['a name that is no text', { ...problem('conflict', 'user-exists'), username: {} }],
  ])('keeps the service’s words for %s', async (_, body) => {
    await i18n.changeLanguage('zh');
    render(<ProblemNotice error={toProblem(409, body)} />);
    expect(screen.getByRole('alert')).toHaveTextContent('In English.');
  });

  it('does not hide what a person can mend behind a busy service', () => {
    render(<ProblemNotice error={toProblem(507, problem('scratch-full', undefined))} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The server has no room for the upload');
  });

  it('tells a service that is away from one that refuses', () => {
    const { rerender } = render(<ProblemNotice error={noAnswer()} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The service does not answer');
    rerender(<ProblemNotice error={new ProblemError(503, '', 'Service Unavailable')} />);
    expect(screen.getByRole('alert')).toHaveTextContent('busy or restarting');
  });
});

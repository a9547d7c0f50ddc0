import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Project } from '../../api/types';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { UploadProvider } from '../../uploads/UploadContext';
import { UploadQueue } from '../../uploads/UploadQueue';
import { UploadDialog } from './UploadDialog';

it('sends pictures once, however often their zip has to be sent, and loses no second zip', async () => {
  const calls = fakeGateway({
    'GET /api/v1/users/me': { status: 401, body: {} },
    'GET /api/v1/projects/p/groups': { body: { items: [] } },
    'GET /api/v1/projects/p/specimens': { body: { items: [] } },
    'POST /api/v1/projects/p/label-imports': { status: 413, body: { title: 'Too large' } },
  });
  const add = vi.spyOn(UploadQueue.prototype, 'add').mockReturnValue(undefined);
  const files = ['a.png', 'one.zip', 'two.zip'].map((name) => new File(['x'], name));
  const onClose = vi.fn();
  renderPage(
    <UploadProvider>
      <UploadDialog project={{ id: 'p' } as Project} files={files} onClose={onClose} />
    </UploadProvider>,
  );
  for (let time = 1; time <= 2; time++) {
    await userEvent.click(screen.getByTestId('start-upload'));
    expect(await screen.findByText('Too large')).toBeVisible();
    expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(time);
  }
  expect(add.mock.calls.flatMap(([sent]) => sent.map(({ name }) => name))).toEqual([
    'a.png',
    'two.zip',
  ]);
  expect(onClose).not.toHaveBeenCalled();
});

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { content, memoryJournal } from '../../annotations/annotations.fixture';
import { Editor } from '../../annotations/Editor';
import { ServerModel } from '../../annotations/server.fixture';
import type { Annotation } from '../../api/types';
import { type Call, fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { ReviewPanel } from './ReviewPanel';

const server = new ServerModel(content);
const size = { width: 1000, height: 800 };
let editor: Editor;

function show(state: Annotation['state'], note: string | null = null, role = 'owner'): Call[] {
  editor = new Editor(server.content(), size, memoryJournal(), server);
  const annotation = { image_id: 'picture', state, note } as Annotation;
  const after = { submit: 'submitted', accept: 'accepted', return: 'returned', reopen: 'draft' };
  const calls = fakeGateway({
    'GET /api/v1/projects/project': { body: { id: 'project', role } },
    'GET /api/v1/images/picture/annotation/reviews': {
      body: {
        items: [
          {
            revision: 3,
            action: 'return',
            author: 'carol',
            note: 'look again',
            created_at: '2026-01-01T00:00:00Z',
          },
        ],
      },
    },
    'POST /api/v1/images/picture/annotation/review': ({ body }) => {
      const asked = body as { action: keyof typeof after; note: string | null };
      return { body: { state: after[asked.action], note: asked.note } };
    },
  });
  renderPage(<ReviewPanel editor={editor} annotation={annotation} projectId="project" />);
  return calls;
}

const button = (name: string) => screen.findByRole('button', { name });
const posted = (calls: Call[]) =>
  calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
const becomes = (state: string) =>
  waitFor(() => expect(screen.getByTestId('review-state')).toHaveAttribute('data-state', state));

afterEach(() => editor.close());

it('leads from the draft over the submission to the acceptance, and back', async () => {
  const calls = show('draft');
  await userEvent.click(await button('Submit for review'));
  await becomes('submitted');
  await userEvent.click(await button('Accept'));
  await becomes('accepted');
  await userEvent.click(await button('Reopen'));
  await becomes('draft');
  expect(posted(calls)).toEqual([
    { action: 'submit', note: null },
    { action: 'accept', note: null },
    { action: 'reopen', note: null },
  ]);
});

it('returns nothing without a word of why, and shows it to whoever corrects', async () => {
  const calls = show('submitted');
  expect(await button('Return with the note')).toBeDisabled();
  await userEvent.type(screen.getByLabelText('Note'), 'two are missing');
  await userEvent.click(await button('Return with the note'));
  await becomes('returned');
  expect(posted(calls)).toEqual([{ action: 'return', note: 'two are missing' }]);
  expect(screen.getByText('two are missing')).toBeInTheDocument();
});

it('leaves the acceptance to reviewers, and shows everybody who said what', async () => {
  show('submitted', null, 'annotator');
  expect(await button('Reopen')).toBeEnabled();
  expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Return with the note' })).toBeNull();
  expect(await screen.findByTestId('review-steps')).toHaveTextContent('look again');
});

it('offers a viewer nothing', async () => {
  show('draft', null, 'viewer');
  expect(await screen.findByText(/takes another role/)).toBeInTheDocument();
  expect(screen.queryByLabelText('Note')).toBeNull();
});

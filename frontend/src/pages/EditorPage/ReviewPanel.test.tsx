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

function show(state: Annotation['state'], note: string | null = null): Call[] {
  editor = new Editor(server.content(), size, memoryJournal(), server);
  const annotation = { image_id: 'picture', state, note } as Annotation;
  const after = { submit: 'submitted', accept: 'accepted', return: 'returned', reopen: 'draft' };
  const calls = fakeGateway({
    'POST /api/v1/images/picture/annotation/review': ({ body }) => {
      const asked = body as { action: keyof typeof after; note: string | null };
      return { body: { state: after[asked.action], note: asked.note } };
    },
  });
  renderPage(<ReviewPanel editor={editor} annotation={annotation} />);
  return calls;
}

const button = (name: string) => screen.getByRole('button', { name });
const becomes = (state: string) =>
  waitFor(() => expect(screen.getByTestId('review-state')).toHaveAttribute('data-state', state));

afterEach(() => editor.close());

it('leads from the draft over the submission to the acceptance, and back', async () => {
  const calls = show('draft');
  await userEvent.click(button('Submit for review'));
  await becomes('submitted');
  await userEvent.click(button('Accept'));
  await becomes('accepted');
  await userEvent.click(button('Reopen'));
  await becomes('draft');
  expect(calls.map(({ body }) => body)).toEqual([
    { action: 'submit', note: null },
    { action: 'accept', note: null },
    { action: 'reopen', note: null },
  ]);
});

it('returns nothing without a word of why, and shows it to whoever corrects', async () => {
  const calls = show('submitted');
  expect(button('Return with the note')).toBeDisabled();
  await userEvent.type(screen.getByLabelText('Note'), 'two are missing');
  await userEvent.click(button('Return with the note'));
  await becomes('returned');
  expect(calls[0]?.body).toEqual({ action: 'return', note: 'two are missing' });
  expect(screen.getByText('two are missing')).toBeInTheDocument();
});

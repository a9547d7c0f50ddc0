import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useSyncExternalStore } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { content, memoryJournal } from '../../annotations/annotations.fixture';
import { Editor } from '../../annotations/Editor';
import { ServerModel } from '../../annotations/server.fixture';
import type { Operation } from '../../annotations/types';
import { ClashDialog } from './ClashDialog';

const theirs: Operation[] = [
  { op: 'move', id: 'p0', box: [12, 12, 52, 52] },
  { op: 'delete', ids: ['p1'] },
  { op: 'classify', ids: ['p3'], class: 'dead' },
];
const mine: Operation[] = [
  { op: 'move', id: 'p0', box: [8, 8, 48, 48] },
  { op: 'classify', ids: ['p1'], class: 'living' },
  { op: 'delete', ids: ['p2'] },
];

let server: ServerModel;
let editor: Editor;

function Shown() {
  useSyncExternalStore(editor.subscribe, editor.getVersion);
  return editor.clashes.length > 0 && <ClashDialog editor={editor} />;
}

/** Boxes and classes that the service has, by id. */
const labels = () =>
  Object.fromEntries(
    server.content().cells.map(({ id, box, class: name }) => [id, `${name} ${box.join()}`]),
  );

beforeEach(async () => {
  server = new ServerModel(content);
  const size = { width: 1000, height: 800 };
  editor = new Editor(server.content(), size, memoryJournal(), server);
  await server.send({ id: 'other', order: 0, base: 1, operations: theirs }, 1);
  editor.perform(mine);
  render(<Shown />);
});
afterEach(() => editor.close());

it('shows both of every cell that two people changed, and those alone', async () => {
  const rows = await screen.findAllByTestId('clash');
  expect(rows.map((row) => row.textContent)).toEqual([
    'Cell p0Mine: living, 8,8 – 48,48Theirs: living, 12,12 – 52,52',
    'Cell p1Mine: living, 100,20 – 140,60Theirs: deleted',
  ]);
  expect(labels()).toMatchObject({ p0: 'living 12,12,52,52', p2: 'dead 200,100,240,150' });
});

it('keeps of each cell what the user chose, and all that did not clash', async () => {
  const [first] = await screen.findAllByTestId('clash');
  await userEvent.click(within(first ?? document.body).getByLabelText(/^Theirs/));
  await userEvent.click(screen.getByRole('button', { name: 'Keep these' }));
  expect(screen.queryByTestId('clash')).toBeNull();
  await waitFor(() => expect(editor.save).toEqual({ kind: 'saved' }));
  expect(labels()).toEqual({
    p0: 'living 12,12,52,52',
    p1: 'living 100,20,140,60',
    p3: 'dead 20,20,30,30',
  });
});

it('takes all of the other person at once', async () => {
  await screen.findAllByTestId('clash');
  await userEvent.click(screen.getByRole('button', { name: 'All theirs' }));
  await userEvent.click(screen.getByRole('button', { name: 'Keep these' }));
  await waitFor(() => expect(editor.save).toEqual({ kind: 'saved' }));
  expect(labels()).toEqual({ p0: 'living 12,12,52,52', p3: 'dead 20,20,30,30' });
});

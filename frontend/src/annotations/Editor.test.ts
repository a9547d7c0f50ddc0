import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { content, memoryJournal } from './annotations.fixture';
import { Editor } from './Editor';
import { ServerModel } from './server.fixture';
import type { AnnotatedCell } from './types';

const size = { width: 1000, height: 800 };
const opened: Editor[] = [];

function open(server: ServerModel, journal = memoryJournal()) {
  const editor = new Editor(server.content(), size, journal, server, journal.left());
  opened.push(editor);
  return { editor, journal };
}

const settle = (ms = 60_000) => vi.advanceTimersByTimeAsync(ms);

const plain = (cells: readonly AnnotatedCell[]) =>
  cells
    .map(({ id, box, class: name }) => ({ id, box: [...box], class: name }))
    .sort((a, b) => a.id.localeCompare(b.id));

function expectSame(editor: Editor, server: ServerModel) {
  expect(plain(editor.store.cells())).toEqual(plain(server.content().cells));
  expect(editor.store.checked).toEqual(server.content().checked);
  expect(editor.store.classes).toEqual(server.content().classes);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const editor of opened.splice(0)) editor.close();
  vi.useRealTimers();
});

describe('Editor', () => {
  it('saves what was done after a moment, in one batch, and says so', async () => {
    const server = new ServerModel(content);
    const { editor, journal } = open(server);
    editor.select([0, 1]);
    editor.classify(1);
    editor.add('a-1', [300, 300, 340, 340]);
    expect(editor.save).toEqual({ kind: 'saving', waiting: 2 });
    expect(journal.kept.size).toBe(1);
    await settle();
    expect(editor.save).toEqual({ kind: 'saved' });
    expect(journal.kept.size).toBe(0);
    expect(server.calls).toBe(1);
    expect(plain(server.content().cells).find(({ id }) => id === 'a-1')).toEqual({
      id: 'a-1',
      box: [300, 300, 340, 340],
      class: 'dead',
    });
    expectSame(editor, server);
  });

  it('takes back and does again, without limit', async () => {
    const server = new ServerModel(content);
    const { editor } = open(server);
    const before = plain(editor.store.cells());
    editor.select([0, 2]);
    editor.deleteSelected();
    expect(editor.selection.size).toBe(0);
    editor.select([1]);
    editor.classify(0);
    editor.perform([{ op: 'move', id: 'p3', box: [1, 1, 9, 9] }]);
    const after = plain(editor.store.cells());
    for (let step = 0; step < 3; step++) editor.undo();
    expect(plain(editor.store.cells())).toEqual(before);
    expect(editor.canUndo).toBe(false);
    for (let step = 0; step < 3; step++) editor.redo();
    expect(plain(editor.store.cells())).toEqual(after);
    await settle();
    expectSame(editor, server);
  });

  it('draws a cell green again when its change of class is taken back', () => {
    const { editor } = open(new ServerModel(content));
    editor.select([2]);
    editor.classify(0);
    expect(editor.store.corrected[2]).toBe(0);
    editor.undo();
    expect(editor.store.corrected[2]).toBe(1);
  });

  it('keeps changes on the device through an outage, and sends them once', async () => {
    const server = new ServerModel(content);
    const { editor } = open(server);
    server.outage = 'after';
    editor.perform([{ op: 'delete', ids: ['p0'] }]);
    await settle(2000);
    expect(editor.save).toEqual({ kind: 'offline', waiting: 1 });
    editor.perform([{ op: 'delete', ids: ['p1'] }]);
    expect(editor.save).toEqual({ kind: 'offline', waiting: 2 });
    server.outage = 'none';
    await settle();
    expect(editor.save).toEqual({ kind: 'saved' });
    expect(server.revision).toBe(3);
    expectSame(editor, server);
  });

  it('warns before closing only where the device had no room', async () => {
    const server = new ServerModel(content);
    const { editor } = open(server, { ...memoryJournal(), keep: () => false });
    editor.perform([{ op: 'delete', ids: ['p0'] }]);
    expect(editor.isAtRisk).toBe(true);
    await settle();
    expect(editor.isAtRisk).toBe(false);
  });

  it('loses nothing of 200 edits when the tab is killed in their midst', async () => {
    const server = new ServerModel(content);
    const journal = memoryJournal();
    const first = open(server, journal).editor;
    const loaded = server.content();
    for (let at = 0; at < 200; at++) {
      first.add(`a-${at}`, [at, at, at + 10, at + 10]);
      if (at === 80) await settle();
      if (at === 120) {
        server.outage = 'after';
        await settle(400);
      }
    }
    first.close();
    server.outage = 'none';
    // The page that opens next reads the revision that the kept edits were made on.
    const base = Math.min(...journal.left().map((batch) => batch.base));
    expect(base).toBeGreaterThan(loaded.revision);
    const { editor } = open(server, journal);
    await settle();
    expect(editor.save).toEqual({ kind: 'saved' });
    expect(server.content().cells).toHaveLength(204);
    expectSame(editor, server);
  });

  it('loses nothing of two pages that write to one journal while both are open', async () => {
    const server = new ServerModel(content);
    const journal = memoryJournal();
    const first = open(server, journal).editor;
    first.add('a-1', [1, 1, 20, 20]);
    await settle(100);
    // The second page finds what the first has not sent yet, and sends it too.
    const second = open(server, journal).editor;
    await settle(100);
    first.add('a-2', [30, 1, 50, 20]);
    second.add('a-3', [60, 1, 80, 20]);
    first.perform([{ op: 'delete', ids: ['p0'] }]);
    await settle();
    for (const one of [first, second]) {
      await one.pull();
      expect(one.save).toEqual({ kind: 'saved' });
      expectSame(one, server);
    }
    expect(plain(server.content().cells).map(({ id }) => id)).toEqual([
      'a-1',
      'a-2',
      'a-3',
      'p1',
      'p2',
      'p3',
    ]);
    expect(journal.kept.size).toBe(0);
  });

  it('shows what the service has where another page had sent the same batch before', async () => {
    const server = new ServerModel(content);
    const { editor, journal } = open(server);
    editor.add('a-1', [1, 1, 20, 20]);
    const [batch] = journal.left();
    if (!batch) throw new Error('nothing is kept');
    await server.send({ ...batch, id: 'b', operations: [{ op: 'delete', ids: ['p0'] }] }, 1);
    await server.send(batch, 2);
    await settle();
    expect(editor.revision).toBe(3);
    expectSame(editor, server);
  });

  it('tells of a cell that two people changed, and lets one choose', async () => {
    const server = new ServerModel(content);
    const [mine, other] = [open(server).editor, open(server).editor];
    other.perform([{ op: 'move', id: 'p0', box: [12, 12, 52, 52] }]);
    other.perform([{ op: 'delete', ids: ['p1', 'p2'] }]);
    await settle();
    mine.perform([{ op: 'classify', ids: ['p0', 'p1', 'p3'], class: 'dead' }]);
    mine.perform([{ op: 'move', id: 'p0', box: [8, 8, 48, 48] }]);
    await settle();
    expect(mine.save).toEqual({ kind: 'held', waiting: 3 });
    expect(mine.clashes.map(({ id, theirs }) => [id, theirs?.box ?? null])).toEqual([
      ['p0', [12, 12, 52, 52]],
      ['p1', null],
    ]);
    mine.settleClashes(new Set(['p0']));
    await settle();
    expect(mine.save).toEqual({ kind: 'saved' });
    expect(plain(server.content().cells)).toEqual([
      { id: 'p0', box: [12, 12, 52, 52], class: 'living' },
      { id: 'p1', box: [100, 20, 140, 60], class: 'dead' },
      { id: 'p3', box: [20, 20, 30, 30], class: 'dead' },
    ]);
    expectSame(mine, server);
  });

  it('goes to the most doubtful cell first, and to none twice', () => {
    const { editor } = open(new ServerModel(content));
    const ids = [1, 2, 3, 4].map(() => editor.store.ids[editor.nextDoubtful() ?? -1]);
    // p3: 2 (1 - 0.625); p2: 2 (1 - 0.875) + 0.3; p1: as p0, later in order, and never below half its 1 - 0.5.
    expect(ids).toEqual(['p3', 'p2', 'p0', 'p1']);
    expect(editor.nextDoubtful()).toBeNull();
  });
});

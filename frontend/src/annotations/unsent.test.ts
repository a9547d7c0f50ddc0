import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { content, memoryJournal } from './annotations.fixture';
import { Editor } from './Editor';
import { ServerModel } from './server.fixture';
import { whenSent } from './unsent';

const size = { width: 1000, height: 800 };
let server: ServerModel;
let editor: Editor;

/** Whether what waits for everything to be sent has come through. */
function watch() {
  const seen = { done: false };
  void whenSent().then(() => (seen.done = true));
  return seen;
}

beforeEach(() => {
  vi.useFakeTimers();
  server = new ServerModel(content);
  editor = new Editor(server.content(), size, memoryJournal(), server);
});
afterEach(() => {
  editor.close();
  vi.useRealTimers();
});

it('asks at once where nothing was changed', async () => {
  const seen = watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.done).toBe(true);
});

it('waits until a change has reached the service', async () => {
  editor.add('a-1', [300, 300, 340, 340]);
  const seen = watch();
  await vi.advanceTimersByTimeAsync(100);
  expect([seen.done, server.calls]).toEqual([false, 0]);
  await vi.advanceTimersByTimeAsync(1000);
  expect([seen.done, server.calls]).toEqual([true, 1]);
});

it('does not wait for a network that is away, nor for an editor that was closed', async () => {
  server.outage = 'before';
  editor.add('a-1', [300, 300, 340, 340]);
  const offline = watch();
  await vi.advanceTimersByTimeAsync(500);
  expect([offline.done, editor.save.kind]).toEqual([true, 'offline']);
  server.outage = 'none';
  editor.flush();
  editor.close();
  const closed = watch();
  await vi.advanceTimersByTimeAsync(0);
  expect(closed.done).toBe(true);
});

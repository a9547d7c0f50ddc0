import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { content, memoryJournal } from './annotations.fixture';
import { Editor } from './Editor';
import { makeDice, randomStep, randomStranger } from './randomEditing.fixture';
import { ServerModel } from './server.fixture';

const size = { width: 1000, height: 800 };
const settle = (ms = 60_000) => vi.advanceTimersByTimeAsync(ms);
/** A folder for what was done, so that the service can do the same: tests/contract/test_editing.py. */
const folder = process.env['CELLSCANNER_TEST_EDITS'];

/** All that is known, in an order that does not depend on who deleted and restored. */
const known = ({ store }: Editor) => ({
  classes: store.classes,
  cells: store.cells().sort((a, b) => a.id.localeCompare(b.id)),
  checked: store.checked,
});

const open = (server: ServerModel) => new Editor(server.content(), size, memoryJournal(), server);

async function edit(server: ServerModel, editors: Editor[], seed: number, steps: number) {
  const dice = makeDice(seed);
  for (let step = 0; step < steps; step++) {
    const editor = editors[dice.whole(2)];
    if (editor) randomStep(editor, dice);
    if (dice.whole(40) === 0) {
      server.outage = (['none', 'none', 'before', 'after'] as const)[dice.whole(4)] ?? 'none';
      if (server.outage === 'none') await randomStranger(server, dice);
      await settle(dice.whole(1200));
    }
    for (const one of editors) {
      if (one.clashes.length > 0 && dice.whole(3) === 0) {
        one.settleClashes(new Set(dice.some(one.clashes, 3).map(({ id }) => id)));
      }
    }
  }
}

async function comeToRest(server: ServerModel, editors: Editor[]) {
  server.outage = 'none';
  for (let round = 0; round < 6; round++) {
    for (const one of editors) one.settleClashes(new Set());
    await settle();
    for (const one of editors) await one.pull();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('10,000 steps of random editing', () => {
  it.each([1, 2, 3, 4])(
    'leave two pages and the service alike, through outages and strangers (seed %i)',
    async (seed) => {
      const server = new ServerModel(content);
      const editors = [open(server), open(server)];
      await edit(server, editors, seed, 2500);
      await comeToRest(server, editors);
      const { classes, cells, checked } = server.content();
      cells.sort((a, b) => a.id.localeCompare(b.id));
      for (const one of editors) {
        expect(one.save).toEqual({ kind: 'saved' });
        expect(known(one)).toEqual({ classes, cells, checked });
        one.close();
      }
      const done = { start: content, log: server.log, pages: editors.map(known) };
      if (folder) writeFileSync(`${folder}/${seed}.json`, JSON.stringify(done));
    },
  );
});

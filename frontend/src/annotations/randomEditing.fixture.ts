import type { Editor } from './Editor';
import { newCellId, randomUuid } from './ids';
import type { ServerModel } from './server.fixture';
import type { Box, Operation } from './types';

/** Small and reproducible (mulberry32). */
export function makeDice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  const some = <T>(all: readonly T[], most: number) =>
    Array.from({ length: 1 + whole(most) }, () => all[whole(all.length)]).filter(
      (one, at, every) => one !== undefined && every.indexOf(one) === at,
    ) as T[];
  return { whole, some };
}

export type Dice = ReturnType<typeof makeDice>;

function randomBox({ whole }: Dice): Box {
  const [x, y] = [whole(900), whole(700)];
  return [x, y, x + 3 + whole(90) + whole(16) / 16, y + 3 + whole(90)];
}

const randomRegion = ({ whole }: Dice): Box => [0, 0, 100 * (1 + whole(5)), 100];

/** One gesture, or a step back or forth. */
export function randomStep(editor: Editor, dice: Dice): void {
  const { store } = editor;
  const ids = store.livingSlots().map((slot) => store.ids[slot] ?? '');
  const named = dice.some(ids, 5);
  const name = store.classes[dice.whole(store.classes.length)]?.name ?? '';
  const kinds: (() => Operation[])[] = [
    () => [{ op: 'add', id: newCellId(), box: randomBox(dice), class: name }],
    () => named.map((id) => ({ op: 'move', id, box: randomBox(dice) })),
    () => (named.length > 0 ? [{ op: 'classify', ids: named, class: name }] : []),
    () => (named.length > 0 && ids.length > 20 ? [{ op: 'delete', ids: named }] : []),
    () => [{ op: dice.whole(2) ? 'check' : 'uncheck', region: randomRegion(dice) }],
    () => [{ op: 'add-class', name: `class ${dice.whole(6)}`, target: false }],
  ];
  const kind = dice.whole(kinds.length + 2);
  if (kind === kinds.length) editor.undo();
  else if (kind > kinds.length) editor.redo();
  else editor.perform(kinds[kind]?.() ?? []);
}

/** A program that sends what may not fit: cells that are gone or there, unknown classes, ids named twice. */
export async function randomStranger(server: ServerModel, dice: Dice): Promise<void> {
  const { cells } = server.content();
  const ids = [...cells.map(({ id }) => id), 'gone', 'a-stranger'];
  const twice = dice.some(ids, 3).flatMap((id) => (dice.whole(4) === 0 ? [id, id] : [id]));
  const name = ['living', 'dead', 'class 1', 'nowhere'][dice.whole(4)] ?? '';
  const old = dice
    .some(cells, 2)
    .map((cell) => ({ ...cell, id: dice.whole(2) ? cell.id : 'back' }));
  const operations: Operation[] = [
    { op: 'add', id: twice[0] ?? '', box: randomBox(dice), class: name },
    { op: 'move', id: twice[0] ?? '', box: randomBox(dice) },
    { op: 'classify', ids: twice, class: name },
    { op: 'restore', cells: old },
    { op: 'delete', ids: cells.length > 20 ? twice : ['gone'] },
    { op: 'uncheck', region: randomRegion(dice) },
  ];
  const batch = { id: randomUuid(), order: 0, base: server.revision };
  await server.send({ ...batch, operations: dice.some(operations, 4) }, server.revision);
}

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProblemError } from '../api/problem';
import { places, shown, twoPictures } from './sheet.fixture';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('groups by class, targets first, and sorts by doubt over all pictures', () => {
  const { sheet } = twoPictures();
  expect(shown(sheet)).toEqual([
    ['dead', ['b/p0', 'a/p2', 'a/p1']],
    ['living', ['a/p3', 'a/p0', 'b/p1']],
  ]);
  sheet.arrange({ grouped: false, order: 'picture' });
  expect(shown(sheet)).toEqual([[null, ['a/p0', 'a/p1', 'a/p2', 'a/p3', 'b/p0', 'b/p1']]]);
  sheet.arrange({ order: 'score' });
  expect(shown(sheet)[0]?.[1][0]).toBe('a/p1');
});

it('sorts by likeness, cells that were not compared last', () => {
  const { sheet } = twoPictures();
  const [at = -1] = places(sheet, 'b/p1');
  const anchor = sheet.cells[at];
  if (!anchor) throw new Error('no anchor');
  const rank = new Map([
    ['b/p1', -1],
    ['a/p0', 0],
  ]);
  sheet.arrange({ order: 'alike', likeness: { anchor, rank } });
  expect(shown(sheet)[1]).toEqual(['living', ['b/p1', 'a/p0', 'a/p3']]);
});

it('gives cells of several pictures a class in one step, keeps their places, and takes it back in one step', async () => {
  const { sheet, a, b } = twoPictures();
  sheet.select(places(sheet, 'a/p0', 'b/p1', 'b/p0'));
  sheet.classify(1);
  expect(sheet.selection.size).toBe(0);
  expect(places(sheet, 'a/p0', 'b/p1', 'b/p0').map((at) => sheet.classOf(at))).toEqual([
    'dead',
    'dead',
    'dead',
  ]);
  expect(shown(sheet)[1]?.[1]).toEqual(['a/p3', 'a/p0', 'b/p1']);
  await vi.runAllTimersAsync();
  expect(sheet.save.kind).toBe('saved');
  const classesAt = (server: typeof a.server) =>
    server.content().cells.map(({ class: name }) => name);
  expect(classesAt(a.server)).toEqual(['dead', 'dead', 'dead', 'living']);
  expect(classesAt(b.server)).toEqual(['dead', 'dead']);
  sheet.undo();
  await vi.runAllTimersAsync();
  expect(classesAt(a.server)).toEqual(['living', 'dead', 'dead', 'living']);
  expect(classesAt(b.server)).toEqual(['dead', 'living']);
  expect(sheet.canUndo).toBe(false);
  sheet.redo();
  sheet.arrange();
  expect(shown(sheet)[1]).toEqual(['living', ['a/p3']]);
});

it('takes boxes away, keeps their place until it is sorted again, and brings them back', () => {
  const { sheet } = twoPictures();
  const [gone = -1, kept = -1] = places(sheet, 'a/p1', 'a/p2');
  sheet.select([gone, kept]);
  sheet.remove([gone]);
  expect(sheet.now(gone)).toBeNull();
  expect([...sheet.selection]).toEqual([kept]);
  expect(sheet.cells).toHaveLength(6);
  sheet.arrange();
  expect(sheet.cells).toHaveLength(5);
  expect([...sheet.selection]).toEqual(places(sheet, 'a/p2'));
  sheet.undo();
  sheet.arrange();
  expect(sheet.cells).toHaveLength(6);
});

it('draws a missed cell of the active class on its picture, and takes it back', async () => {
  const { sheet, b } = twoPictures();
  const [picture] = sheet.pictures.filter(({ id }) => id === 'b');
  if (!picture) throw new Error('no picture');
  sheet.setActiveClass(1);
  sheet.setActiveClass(7);
  sheet.add(picture, [200, 200, 240, 240]);
  await vi.runAllTimersAsync();
  const drawn = b.server.content().cells.find(({ origin }) => origin === 'added');
  expect(drawn).toMatchObject({ class: 'dead', box: [200, 200, 240, 240] });
  sheet.arrange();
  expect(sheet.cells).toHaveLength(7);
  sheet.undo();
  sheet.arrange();
  expect(sheet.cells).toHaveLength(6);
});

it('takes a false box away from its picture', () => {
  const { sheet, a } = twoPictures();
  const [picture] = sheet.pictures;
  if (!picture) throw new Error('no picture');
  sheet.removeFrom(picture, 'p1');
  expect(a.editor.store.has('p1')).toBe(false);
  sheet.undo();
  expect(a.editor.store.has('p1')).toBe(true);
});

it('marks all pictures as looked at once, and takes it back', () => {
  const { sheet, a, b } = twoPictures();
  expect(sheet.checkAll()).toBe(2);
  expect(sheet.checkAll()).toBe(0);
  expect(a.editor.store.checked).toEqual([[0, 0, 400, 300]]);
  sheet.undo();
  expect([a, b].map(({ editor }) => editor.store.checked)).toEqual([[], []]);
});

it('says the gravest state of saving and everything that waits', async () => {
  const { sheet, a } = twoPictures();
  a.server.outage = 'before';
  sheet.select(places(sheet, 'a/p0', 'b/p1'));
  sheet.classify(1);
  expect(sheet.save).toMatchObject({ kind: 'saving', waiting: 2 });
  await vi.advanceTimersByTimeAsync(400);
  expect(sheet.save).toMatchObject({ kind: 'offline', waiting: 1 });
});

it('gives up what was refused, keeps what others took, and undoes no more than that', async () => {
  const { sheet, a, b } = twoPictures();
  const refuse = vi
    .spyOn(a.server, 'send')
    .mockRejectedValue(new ProblemError(403, 'role-too-low', 'Not you'));
  sheet.select(places(sheet, 'a/p0', 'b/p1'));
  sheet.classify(1);
  await vi.runAllTimersAsync();
  expect(refuse).toHaveBeenCalled();
  expect(sheet.save.kind).toBe('refused');
  await sheet.discardRefused();
  expect(sheet.save.kind).toBe('saved');
  expect(places(sheet, 'a/p0', 'b/p1').map((at) => sheet.classOf(at))).toEqual(['living', 'dead']);
  sheet.undo();
  await vi.runAllTimersAsync();
  expect(b.server.content().cells.map(({ class: name }) => name)).toEqual(['dead', 'living']);
  expect(a.editor.canUndo).toBe(false);
  expect(sheet.canUndo).toBe(false);
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { content, memoryJournal } from './annotations.fixture';
import { Editor, type Tool } from './Editor';
import { beginGesture, click, type Press } from './gestures';
import { ServerModel } from './server.fixture';

const all = () => true;
const press = (x: number, y: number, shift = false): Press => ({ at: { x, y }, shift, reach: 4 });

let editor: Editor;

function drag(from: Press, ...through: [number, number][]) {
  const gesture = beginGesture(editor, from, all);
  for (const [x, y] of through) gesture?.drag({ x, y });
  gesture?.end();
  return gesture;
}

beforeEach(() => {
  vi.useFakeTimers();
  const server = new ServerModel(content);
  const size = { width: 400, height: 300 };
  editor = new Editor(server.content(), size, memoryJournal(), server);
});
afterEach(() => {
  editor.close();
  vi.useRealTimers();
});

const use = (tool: Tool) => editor.setTool(tool);

describe('beginGesture', () => {
  it('draws a cell of the active class, selected, and leaves it in the picture', () => {
    editor.classify(1);
    use('add');
    drag(press(380, 280), [430, 320]);
    const slot = editor.single ?? -1;
    expect(editor.store.boxAt(slot)).toEqual([380, 280, 400, 300]);
    expect(editor.store.classAt(slot)).toBe('dead');
  });

  it('draws nothing from a slip of the hand', () => {
    use('add');
    drag(press(300, 200), [302, 201]);
    expect(editor.store.living).toBe(4);
  });

  it('resizes by a handle and moves from the inside of a selected cell', () => {
    editor.select([1]);
    drag(press(140, 60), [150, 65]);
    expect(editor.store.boxAt(1)).toEqual([100, 20, 150, 65]);
    drag(press(120, 40), [110, 40], [20, -80]);
    expect(editor.store.boxAt(1)).toEqual([0, 0, 50, 45]);
  });

  it('lets the picture move where nothing is selected', () => {
    expect(drag(press(120, 40), [110, 40])).toBeNull();
  });

  it('selects by rectangle and by lasso', () => {
    drag(press(5, 5, true), [150, 100]);
    expect([...editor.selection].sort()).toEqual([0, 1, 3]);
    use('lasso');
    drag(press(90, 10), [150, 10], [150, 70], [90, 70]);
    expect([...editor.selection]).toEqual([1]);
  });

  it('marks a region as checked, once', () => {
    use('check');
    drag(press(10, 10), [200, 150]);
    drag(press(10, 10), [200, 150]);
    expect(editor.store.checked).toEqual([[10, 10, 200, 150]]);
  });
});

describe('click', () => {
  it('takes the smaller of two cells; with shift it joins; on empty ground it lets go', () => {
    click(editor, press(25, 25), all);
    expect([...editor.selection]).toEqual([3]);
    click(editor, press(120, 40, true), all);
    expect([...editor.selection]).toEqual([3, 1]);
    click(editor, press(300, 250), all);
    expect(editor.selection.size).toBe(0);
  });
});

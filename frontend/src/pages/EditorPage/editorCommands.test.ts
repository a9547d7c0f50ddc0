import { afterEach, describe, expect, it } from 'vitest';
import { editorCommandOf } from './editorCommands';

function press(key: string, more: KeyboardEventInit = {}, target: Element = document.body) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
  target.dispatchEvent(event);
  return editorCommandOf(event);
}

afterEach(() => document.body.replaceChildren());

describe('editorCommandOf', () => {
  it('gives classes to the digits', () => {
    expect(press('1')).toEqual({ name: 'classify', place: 0 });
    expect(press('9')).toEqual({ name: 'classify', place: 8 });
    expect(press('1', { ctrlKey: true })).toBeNull();
  });

  it.each([
    ['z', { ctrlKey: true }, 'undo'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
    ['z', { metaKey: true }, 'undo'],
    ['u', {}, 'doubtful'],
    ['a', {}, 'add'],
    ['a', { ctrlKey: true }, 'selectAll'],
    ['Delete', {}, 'delete'],
  ])('%s %o → %s', (key, more, name) => {
    expect(press(key, more)).toMatchObject({ name });
  });

  it('goes further with shift, and resizes with alt', () => {
    expect(press('ArrowLeft', { shiftKey: true })).toEqual({
      name: 'left',
      step: 10,
      resize: false,
    });
    expect(press('ArrowUp', { altKey: true })).toEqual({ name: 'up', step: 1, resize: true });
  });

  it('leaves keys to whoever writes, and Enter to a focused button', () => {
    const input = document.body.appendChild(document.createElement('input'));
    const button = document.body.appendChild(document.createElement('button'));
    expect(press('1', {}, input)).toBeNull();
    expect(press('Enter', {}, button)).toBeNull();
    expect(press('2', {}, button)).toEqual({ name: 'classify', place: 1 });
  });
});

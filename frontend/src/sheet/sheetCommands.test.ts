import { expect, it } from 'vitest';
import { sheetCommandOf } from './sheetCommands';

const press = (key: string, more: KeyboardEventInit = {}) =>
  sheetCommandOf(new KeyboardEvent('keydown', { key, ...more }));

it.each([
  ['2', {}, { name: 'classify', place: 1 }],
  ['Delete', {}, { name: 'delete', extend: false }],
  ['ArrowDown', { shiftKey: true }, { name: 'down', extend: true }],
  ['z', { ctrlKey: true }, { name: 'undo', extend: false }],
  ['Z', { ctrlKey: true, shiftKey: true }, { name: 'redo', extend: false }],
  ['a', { metaKey: true }, { name: 'selectAll', extend: false }],
  ['s', {}, { name: 'similar', extend: false }],
  ['p', {}, { name: 'pictures', extend: false }],
  ['2', { ctrlKey: true }, null],
  ['x', {}, null],
  ['l', { altKey: true }, null],
] as const)('reads %s', (key, more, expected) => {
  expect(press(key, more)).toEqual(expected);
});

it('leaves a slider its arrows and a button its Enter', () => {
  const ask = (html: string, key: string) => {
    document.body.innerHTML = html;
    let found: unknown = 'not asked';
    const listen = (event: KeyboardEvent) => (found = sheetCommandOf(event));
    addEventListener('keydown', listen, { once: true });
    document.body.firstElementChild?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true }),
    );
    return found;
  };
  expect(ask('<input type="range">', 'ArrowLeft')).toBeNull();
  expect(ask('<button></button>', 'Enter')).toBeNull();
  expect(ask('<button></button>', '1')).toEqual({ name: 'classify', place: 0 });
});

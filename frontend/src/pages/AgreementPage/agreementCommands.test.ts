import { expect, it } from 'vitest';
import { agreementCommandOf } from './agreementCommands';

const press = (key: string, more: KeyboardEventInit = {}) =>
  agreementCommandOf(new KeyboardEvent('keydown', { key, ...more }));

it('knows every decision by a key, in either case and from a Chinese keyboard', () => {
  expect(['f', 'S', 'x', 'Delete', '。'].map((key) => press(key)?.name)).toEqual([
    'first',
    'second',
    'neither',
    'undecide',
    'next',
  ]);
  expect(press('2')).toEqual({ name: 'class', place: 1 });
  expect(press('0')).toEqual({ name: 'fit' });
});

it('leaves the browser its own keys, and a text field all', () => {
  expect(press('f', { ctrlKey: true })).toBeNull();
  expect(press('q')).toBeNull();
  const field = document.createElement('input');
  document.body.append(field);
  const heard: unknown[] = [];
  field.addEventListener('keydown', (event) => heard.push(agreementCommandOf(event)));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'f' }));
  field.remove();
  expect(heard).toEqual([null]);
});

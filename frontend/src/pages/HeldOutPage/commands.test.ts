import { expect, it } from 'vitest';
import { commandOf } from './commands';

it.each([
  [']', 'next'],
  ['【', 'previous'],
  ['n', 'nextMistake'],
  ['T', 'truth'],
  ['m', 'mistakes'],
  ['Escape', 'back'],
  ['x', null],
])('%s asks for %s', (key, command) => {
  expect(commandOf(new KeyboardEvent('keydown', { key }))).toBe(command);
});

it('leaves what the browser needs to it', () => {
  expect(commandOf(new KeyboardEvent('keydown', { key: '0', ctrlKey: true }))).toBeNull();
});

import { afterEach, describe, expect, it } from 'vitest';
import { commandOf } from './commands';

function press(key: string, target: Element = document.body, more: KeyboardEventInit = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
  target.dispatchEvent(event);
  return commandOf(event);
}

afterEach(() => document.body.replaceChildren());

describe('commandOf', () => {
  it.each([
    ['+', 'zoomIn'],
    ['0', 'fit'],
    [']', 'next'],
    ['】', 'next'],
    ['?', 'help'],
    ['ArrowUp', 'up'],
    ['x', null],
  ])('%s → %s', (key, command) => {
    expect(press(key)).toBe(command);
  });

  it('leaves keys to a focused control and to the browser', () => {
    const input = document.body.appendChild(document.createElement('input'));
    expect(press('-', input)).toBeNull();
    expect(press('0', document.body, { ctrlKey: true })).toBeNull();
  });
});

import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { LongBody } from './LongBody';

const HEIGHT = 40;

/** jsdom lays nothing out: every row is 40 pixels high, and the body so far above the top of the view. */
function layOut(scrolled: () => number) {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const rows = [...(this.parentElement?.children ?? [])].filter((row) => !row.hasAttribute('aria-hidden'));
    const top = this.tagName === 'TR' ? rows.indexOf(this) * HEIGHT : -scrolled();
    return { top, bottom: top + HEIGHT } as DOMRect;
  });
} // prettier-ignore

afterEach(() => vi.restoreAllMocks());

const names = (count: number) => Array.from({ length: count }, (_, place) => `picture ${place}`);

function open(count: number) {
  render(
    <table>
      <LongBody items={names(count)} columns={2}>
        {(name, place) => (
          <tr key={name} aria-rowindex={place + 2} data-testid="row">
            <td>{name}</td>
            <td>1</td>
          </tr>
        )}
      </LongBody>
    </table>,
  );
}

const shown = () => {
  const rows = screen.getAllByTestId('row');
  return [rows[0]?.textContent, rows.at(-1)?.textContent, rows.length];
};

/** Heights of what stands before and after the rows. */
const gaps = () =>
  [...document.querySelectorAll<HTMLElement>('[aria-hidden] td')].map(({ style }) => style.height);

it('has all rows of a short table', () => {
  layOut(() => 0);
  open(60);
  expect(screen.getAllByTestId('row')).toHaveLength(60);
  expect(gaps()).toEqual([]);
});

it('has the rows in view of a long one, at the height that a row has, and others as it is scrolled', () => {
  let scrolled = 0;
  layOut(() => scrolled);
  open(1000);
  expect(shown()).toEqual(['picture 01', 'picture 311', 32]);
  expect(gaps()).toEqual(['38720px']);
  scrolled = 20_000;
  fireEvent.scroll(window);
  expect(shown()).toEqual(['picture 4881', 'picture 5351', 48]);
  expect(gaps()).toEqual(['19520px', '18560px']);
  expect(screen.getAllByTestId('row')[0]).toHaveAttribute('aria-rowindex', '490');
});

it('has all rows on paper', () => {
  layOut(() => 0);
  open(1000);
  fireEvent(window, new Event('beforeprint'));
  expect(shown()).toEqual(['picture 01', 'picture 9991', 1000]);
  fireEvent.scroll(window);
  expect(shown()[2]).toBe(1000);
  fireEvent(window, new Event('afterprint'));
  expect(shown()[2]).toBe(32);
});

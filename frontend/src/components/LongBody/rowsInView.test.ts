import { expect, it } from 'vitest';
import { rowsInView } from './rowsInView';

it('leaves a short table whole', () => {
  expect(rowsInView(-5000, 800, 50, 60)).toEqual({ first: 0, last: 60 });
});

it('keeps the rows in view and a dozen on either side, by whole steps', () => {
  expect(rowsInView(300, 800, 50, 1000)).toEqual({ first: 0, last: 32 });
  expect(rowsInView(-5000, 800, 50, 1000)).toEqual({ first: 88, last: 128 });
  expect(rowsInView(-5040, 800, 50, 1000)).toEqual({ first: 88, last: 128 });
});

it('has rows for the keyboard to come to, before and after the view reaches the table', () => {
  expect(rowsInView(9000, 800, 50, 1000)).toEqual({ first: 0, last: 32 });
  expect(rowsInView(-90_000, 800, 50, 1000)).toEqual({ first: 984, last: 1000 });
});

import { expect, it } from 'vitest';
import { areaOf, bandsOf, upright, widthFor } from './frame';

it('shares the bottom, and does not stretch a lonely group over it', () => {
  const area = { left: 50, right: 650, top: 0, bottom: 100 };
  expect(bandsOf(area, 4).map(({ middle }) => middle)).toEqual([125, 275, 425, 575]);
  expect(bandsOf(area, 1)).toEqual([{ middle: 350, width: 200 }]);
});

it('grows with the number of groups', () => {
  expect(widthFor(3, 560)).toBe(560);
  expect(widthFor(20, 560)).toBe(1542);
});

it('puts large values high', () => {
  const y = upright(areaOf(560), [0, 10]);
  expect([y(0), y(10)]).toEqual([258, 26]);
});

import { describe, expect, it } from 'vitest';
import { boxOf, cellAt, cellsIn, makeCellStore } from './cellStore';
import { cell, fourCells, livingDead } from './cells.fixture';

const store = makeCellStore(fourCells, livingDead);
const any = () => true;

describe('makeCellStore', () => {
  it('keeps every column in the order of the cells', () => {
    expect(store.count).toBe(4);
    expect([...store.classIndex]).toEqual([0, 1, 1, 0]);
    expect([...store.corrected]).toEqual([0, 0, 1, 0]);
    expect(store.classScore[3]).toBeNaN();
    expect(boxOf(store, 2)).toEqual({ x1: 200, y1: 100, x2: 240, y2: 150 });
  });

  it('takes a picture without cells', () => {
    const empty = makeCellStore([], livingDead);
    expect(cellsIn(empty, { x1: 0, y1: 0, x2: 1000, y2: 1000 })).toEqual([]);
  });

  it('refuses a class that the prediction does not list', () => {
    expect(() => makeCellStore([cell([0, 0, 1, 1], { class: 'blast' })], livingDead)).toThrow(
      'blast',
    );
  });
});

describe('cellsIn', () => {
  it('finds the boxes that touch the area', () => {
    expect(cellsIn(store, { x1: 0, y1: 0, x2: 110, y2: 30 }).sort()).toEqual([0, 1, 3]);
  });
});

describe('cellAt', () => {
  it('prefers the smaller of two boxes, so that a cell inside another can be pointed at', () => {
    expect(cellAt(store, 25, 25, 0, any)).toBe(3);
    expect(cellAt(store, 45, 45, 0, any)).toBe(0);
  });

  it('passes over what is hidden', () => {
    expect(cellAt(store, 25, 25, 0, (found) => found !== 3)).toBe(0);
  });

  it('is null on empty ground, and reaches a little further when asked', () => {
    expect(cellAt(store, 150, 40, 0, any)).toBeNull();
    expect(cellAt(store, 150, 40, 12, any)).toBe(1);
  });
});

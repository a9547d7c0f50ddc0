import { describe, expect, it } from 'vitest';
import { content } from './annotations.fixture';
import { AnnotationStore } from './AnnotationStore';
import { inScoreRange, isInside, ofClass } from './choose';
import { applyAll, inParts } from './operations';

const store = () => new AnnotationStore(content);

describe('choosing many', () => {
  it('knows inside from outside of a hollow outline', () => {
    const outline = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 5, y: 4 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ];
    expect(isInside({ x: 2, y: 5 }, outline)).toBe(true);
    expect(isInside({ x: 9, y: 5 }, outline)).toBe(false);
  });

  it('takes cells of a class, and of a range of scores with its ends', () => {
    expect(ofClass(store(), 1)).toEqual([1, 2]);
    expect(inScoreRange(store(), 0, 0.5)).toEqual([1]);
  });

  it('never takes a deleted cell, nor one that was drawn by hand for its score', () => {
    const changed = store();
    applyAll(changed, [
      { op: 'delete', ids: ['p1'] },
      { op: 'add', id: 'a', box: [1, 1, 9, 9], class: 'dead' },
    ]);
    expect(ofClass(changed, 1)).toEqual([2, 4]);
    expect(inScoreRange(changed, 0, 1)).toEqual([0, 2, 3]);
  });
});

describe('the spatial index', () => {
  it('stays right through thousands of changes', () => {
    const changing = store();
    for (let at = 0; at < 3000; at++) {
      applyAll(changing, [
        { op: 'add', id: `a-${at}`, box: [at, 500, at + 4, 504], class: 'dead' },
      ]);
    }
    applyAll(changing, [
      { op: 'delete', ids: ['a-100', 'a-101'] },
      { op: 'move', id: 'a-102', box: [100, 700, 104, 704] },
    ]);
    expect(
      changing.index
        .search(100.5, 500, 102.5, 502)
        .map((slot) => changing.ids[slot])
        .sort(),
    ).toEqual(['a-97', 'a-98', 'a-99']);
    expect(changing.index.search(0, 690, 900, 710).map((slot) => changing.ids[slot])).toEqual([
      'a-102',
    ]);
  });
});

it('sends what touches very many cells in parts', () => {
  const ids = Array.from({ length: 45_000 }, (_, at) => `p${at}`);
  const parts = inParts({ op: 'classify', ids, class: 'dead' });
  expect(parts.map((part) => (part.op === 'classify' ? part.ids.length : 0))).toEqual([
    20_000, 20_000, 5000,
  ]);
});

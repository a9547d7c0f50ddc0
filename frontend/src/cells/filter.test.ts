import { describe, expect, it } from 'vitest';
import { makeCellStore } from './cellStore';
import { fourCells, livingDead } from './cells.fixture';
import { applyFilter, countByClass, showAll, toggled } from './filter';

const store = makeCellStore(fourCells, livingDead);

describe('applyFilter', () => {
  it.each([
    ['nothing asked', {}, [1, 1, 1, 1]],
    ['a class hidden', { hiddenClasses: new Set(['dead']) }, [1, 0, 0, 1]],
    ['a threshold, which a cell exactly on it passes', { minScore: 0.6 }, [0, 1, 1, 1]],
    ['only corrected', { onlyCorrected: true }, [0, 0, 1, 0]],
    ['both', { onlyCorrected: true, hiddenClasses: new Set(['dead']) }, [0, 0, 0, 0]],
  ])('%s', (_, filter, mask) => {
    expect([...applyFilter(store, { ...showAll, ...filter })]).toEqual(mask);
  });
});

it('counts shown and total of every class', () => {
  expect(countByClass(store, Uint8Array.of(1, 0, 1, 0))).toEqual([
    { name: 'living', target: false, shown: 1, total: 2 },
    { name: 'dead', target: true, shown: 1, total: 2 },
  ]);
});

it('toggles a class on and off without touching the set it was given', () => {
  const hidden = new Set(['dead']);
  expect([...toggled(hidden, 'living')]).toEqual(['dead', 'living']);
  expect([...toggled(hidden, 'dead')]).toEqual([]);
  expect([...hidden]).toEqual(['dead']);
});

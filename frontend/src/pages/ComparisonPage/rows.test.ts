import { expect, it } from 'vitest';
import { comparisonRow, estimate } from './comparison.fixture';
import { curvesByName, estimateOf, measuresOf, parametersOf } from './rows';
import { radiusOf, sizedOf } from './sizes';

const rows = [
  comparisonRow('a', 0.001, {
    history: [
      { network: 'detector', step: 10, box_loss: 2 },
      { network: 'detector', step: 20, box_loss: 1, map50: 0.5 },
    ],
    metrics: { parameters: 2_500_000 },
  }),
  comparisonRow('b', 0.01, {
    history: [{ network: 'detector', step: 10, box_loss: 3 }],
    metrics: { parameters: 'many' },
  }),
  comparisonRow('c', 0.1, { comparison: null }),
];
const [first, second, third] = rows as [
  (typeof rows)[number],
  (typeof rows)[number],
  (typeof rows)[number],
];

it('gathers each curve of all trainings, scores before losses', () => {
  expect(
    curvesByName(rows).map(({ key, isLoss, series }) => [key, isLoss, [...series.keys()]]),
  ).toEqual([
    ['detector map50', false, [0]],
    ['detector box_loss', true, [0, 1]],
  ]);
});

it('names each measure once, those of all cells first, and says what each training reached', () => {
  const measures = measuresOf(rows);
  expect(measures.map(({ key }) => key)).toEqual(['centroid_f1', 'recall dead']);
  expect(measures.map((measure) => estimateOf(first, measure))).toEqual([
    estimate(0.8),
    { value: null, low: null, high: null },
  ]);
  expect(measures.map((measure) => estimateOf(third, measure))).toEqual([undefined, undefined]);
});

it('takes as parameters only a number', () => {
  expect([first, second, third].map(parametersOf)).toEqual([2_500_000, null, null]);
});

it('draws only trainings that are measured and whose size is known, by their area', () => {
  const [overall, ofClass] = measuresOf(rows);
  expect(overall && sizedOf(rows, overall).map(({ place }) => place)).toEqual([0]);
  expect(ofClass && sizedOf(rows, ofClass)).toEqual([]);
  expect([radiusOf(8, 8), radiusOf(2, 8), radiusOf(0, 8)]).toEqual([16, 8, 3.5]);
});

import { expect, it } from 'vitest';
import { combinationsOf, toggled, toGrid } from './grid';

it('ticks and unticks values, in the order in which they are offered', () => {
  const once = toggled({}, 'mode', 'full');
  const twice = toggled(once, 'mode', 'quick');
  expect(twice).toEqual({ mode: ['quick', 'full'] });
  expect(toggled(twice, 'mode', 'full')).toEqual({ mode: ['quick'] });
});

it('counts every combination, and leaves out settings without a value', () => {
  const grid = { mode: ['full'], seed: [], 'parameters.detector.learning_rate': [0.0001, 0.002] };
  expect([combinationsOf({}), combinationsOf({ mode: [] }), combinationsOf(grid)]).toEqual([
    0, 0, 2,
  ]);
  expect(toGrid(grid)).toEqual({
    mode: ['full'],
    'parameters.detector.learning_rate': [0.0001, 0.002],
  });
});

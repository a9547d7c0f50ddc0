import type { ComparisonRow, Job } from '../../api/types';

export const estimate = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
const unknown = { value: null, low: null, high: null };

export const jobIn = (state: Job['state'], change: Partial<Job> = {}): Job => ({
  id: 'job',
  kind: 'training',
  state,
  progress: { done: 3, total: 12, unit: 'epochs', stage: 'training' },
  problem: null,
  result: null,
  created_at: '2026-03-01T10:00:00Z',
  started_at: '2026-03-01T10:00:00Z',
  finished_at: null,
  expected_end: null,
  ...change,
});

/** A training with a learning rate of its own, measured unless changed. */
export const comparisonRow = (
  id: string,
  rate: number,
  change: Partial<ComparisonRow> = {},
): ComparisonRow => ({
  training_id: id,
  model: `ada/cells-${id}@1`,
  settings: { 'parameters.detector.learning_rate': rate, mode: 'full' },
  job: jobIn('succeeded'),
  metrics: null,
  comparison: {
    old: 'base/living-dead@1',
    new: `ada/cells-${id}@1`,
    hold_out: { pictures: 3, cells: 240 },
    metrics: [
      {
        name: 'recall',
        class: 'dead',
        old: unknown,
        new: unknown,
        difference: unknown,
        verdict: 'not-distinguishable',
      },
      {
        name: 'centroid_f1',
        old: estimate(0.7),
        new: estimate(0.8),
        difference: estimate(0.1),
        verdict: 'better',
      },
    ],
    verdict: 'better',
    pictures: [],
  },
  history: [],
  ...change,
});

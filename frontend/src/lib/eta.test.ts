import { expect, it } from 'vitest';
import type { Job } from '../api/types';
import { elapsedSeconds, remainingSeconds } from './eta';

const job = (done: number, state: Job['state'] = 'running'): Job =>
  ({
    id: 'j',
    kind: 'prediction',
    state,
    progress: { done, total: 20, unit: 'pictures', stage: 'recognising' },
    started_at: '2026-01-01T00:00:00Z',
    finished_at: null,
    expected_end: null,
  }) as Job;

const at = Date.parse('2026-01-01T00:00:30Z');

it('goes on at the pace so far', () => {
  expect(elapsedSeconds(job(5), at)).toBe(30);
  expect(remainingSeconds(job(5), at)).toBe(90);
});

it('promises nothing before the first picture or after the end', () => {
  expect(remainingSeconds(job(0), at)).toBeNull();
  expect(remainingSeconds(job(20, 'succeeded'), at)).toBeNull();
});

it('stops the clock when the job ends', () => {
  const ended = { ...job(20, 'succeeded'), finished_at: '2026-01-01T00:00:12Z' } as Job;
  expect(elapsedSeconds(ended, at)).toBe(12);
});

it('takes the word of the service for a training, whose stages differ in pace', () => {
  const training = { ...job(5), kind: 'training' } as Job;
  expect(remainingSeconds(training, at)).toBeNull();
  expect(remainingSeconds({ ...training, expected_end: '2026-01-01T00:01:10Z' }, at)).toBe(40);
});

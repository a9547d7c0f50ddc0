import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatPercent,
  formatScore,
  numberFormat,
  pageLabel,
  whenParts,
} from './format';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1536, '1.5 KB'],
    [3_145_728, '3 MB'],
    [734_003_200, '700 MB'],
  ])('%i → %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0:00'],
    [75, '1:15'],
    [3700, '1:01:40'],
    [-3, '0:00'],
  ])('%i s → %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

it('makes a formatter once, and another for other words or digits', () => {
  const made = numberFormat('en', { maximumFractionDigits: 1 });
  expect(numberFormat('en', { maximumFractionDigits: 1 })).toBe(made);
  expect(numberFormat('en', { maximumFractionDigits: 2 }).format(0.25)).toBe('0.25');
  expect(numberFormat('de', { maximumFractionDigits: 1 }).format(0.25)).toBe('0,3');
});

it('keeps the digits of a score', () => {
  expect(formatScore(0.5)).toBe('0.50');
});

it('writes a share as a percentage', () => {
  expect(formatPercent(0.0725, 'en')).toBe('7.3%');
});

it('names a page only where there are several', () => {
  expect(pageLabel(0, 1)).toBe('');
  expect(pageLabel(1, 3)).toBe(' · 2/3');
});

it('parts the day from the time of day, as either language writes them', () => {
  const at = '2026-03-01T12:30:00';
  expect(whenParts(at, 'en')).toEqual(['Mar 1, 2026,', expect.stringMatching(/^12:30\sPM$/)]);
  expect(whenParts(at, 'zh')).toEqual(['2026年3月1日', '12:30']);
});

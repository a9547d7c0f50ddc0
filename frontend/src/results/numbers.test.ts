import { expect, it } from 'vitest';
import { formatP, formatTick, formatValue } from './numbers';

it('keeps four significant digits', () => {
  expect(formatValue(0.0821349, 'en')).toBe('0.08213');
  expect(formatValue(12841.2, 'en')).toBe('12,840');
  expect(formatTick(0.1 + 0.2, 'en')).toBe('0.3');
});

it('never writes a p of nothing', () => {
  expect(formatP(0.04951, 'en')).toBe('0.0495');
  expect(formatP(3e-9, 'en')).toBe('< 0.0001');
});

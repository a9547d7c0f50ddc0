import { numberFormat } from '../lib/format';

const SIGNIFICANT = 4;

/** A measured number in four significant digits: 0.08213, 1,284. */
export function formatValue(value: number, language: string, digits = SIGNIFICANT): string {
  return numberFormat(language, { maximumSignificantDigits: digits }).format(value);
}

/** A number on an axis, without noise of binary fractions. */
export const formatTick = (value: number, language: string): string =>
  formatValue(value, language, 6);

const SMALLEST_P = 0.0001;

/** A p value: three digits, and never 0. */
export function formatP(p: number, language: string): string {
  if (p < SMALLEST_P) return `< ${formatValue(SMALLEST_P, language)}`;
  return formatValue(p, language, 3);
}

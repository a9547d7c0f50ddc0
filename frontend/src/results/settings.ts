import type { Labels } from '../api/queries/statistics';

const MOST = 50;
const LARGEST = 1000;

/** "2, 4,6" → [2, 4, 6]; Chinese commas and spaces divide as well. Null where something else stands there. */
export function parseMultiples(text: string): number[] | null {
  const words = text.split(/[,，、;；\s]+/).filter(Boolean);
  const numbers = [...new Set(words.map(Number))];
  const good = numbers.every((k) => k > 0 && k <= LARGEST);
  return good && numbers.length > 0 && numbers.length <= MOST
    ? numbers.sort((a, b) => a - b)
    : null;
}

/** The key that the API gives a k: 2, 2.5. */
export const keyOf = (k: number): string => String(Number(k.toPrecision(6)));

export const isLabels = (value: string | null): value is Labels =>
  value === 'predicted' || value === 'current';

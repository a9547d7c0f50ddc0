/** What a chart shows, with all its digits; null where a number is missing. */
export interface Numbers {
  head: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

const FORMULA = /^[=+\-@\t\r]/;

/** A text that begins like a formula gets an apostrophe before it, as in the service's own files. */
function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV as Excel reads it: with a byte-order mark. */
export const csvOf = ({ head, rows }: Numbers): string =>
  `\ufeff${[head, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;

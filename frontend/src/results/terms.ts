/** What the definitions explain, in the order in which they are listed. */
export const terms = [
  'target',
  'proportion',
  'ratio',
  'size',
  'sizeRatio',
  'density',
  'score',
  'nearest',
  'box',
  'violin',
  'tests',
  'effect',
  'unit',
  'labels',
  'missing',
] as const;

export type Term = (typeof terms)[number];

import type { CellClass } from '../../api/types';

/** How many columns CountHeads and CountCells fill. */
export const countColumns = (classes: readonly CellClass[]): number =>
  (classes.length > 1 ? classes.length : 0) + (classes.some(({ target }) => target) ? 3 : 2);

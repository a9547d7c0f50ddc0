export const LEGEND_LINE = 20;
const COLUMN = 150;

/** As many columns as have room. */
export const legendColumns = (names: number, width: number): number =>
  Math.max(1, Math.min(names, Math.floor(width / COLUMN)));

/** Pixels that the legend takes under a plot. */
export const legendHeight = (names: number, width: number): number =>
  Math.ceil(names / legendColumns(names, width)) * LEGEND_LINE;

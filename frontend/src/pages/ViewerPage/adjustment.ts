/** Factors of the picture's display; the picture itself stays as it is. */
export interface Adjustment {
  brightness: number;
  contrast: number;
}

export const unadjusted: Adjustment = { brightness: 1, contrast: 1 };

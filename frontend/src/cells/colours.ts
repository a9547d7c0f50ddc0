/** What a box says about its cell. */
export type Kind = 'target' | 'normal' | 'corrected';

/** Colours of boxes on a picture, the same as in the overlay PNG that the gateway draws. */
export const boxColours: Readonly<Record<Kind, string>> = {
  target: '#ff1493',
  normal: '#6e6e6e',
  corrected: '#00a03c',
};

/** Under every box, so that pink is not lost on eosin nor grey on a white ground. */
export const haloColours = { light: '#ffffff', dark: '#1d1b2a' } as const;

/** The kind that decides the colour of the frame: a corrected cell is green whatever its class. */
export function frameKind(isTarget: boolean, corrected: boolean): Kind {
  if (corrected) return 'corrected';
  return classKind(isTarget);
}

/** The kind that decides the colour of the tick: the class alone. */
export function classKind(isTarget: boolean): Kind {
  return isTarget ? 'target' : 'normal';
}

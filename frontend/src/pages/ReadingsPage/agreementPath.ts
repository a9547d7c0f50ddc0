/** Stands for the picture's own labels, which have no id beside the readings. */
export const OWN = 'own';

/** The page on which two readings of a picture are held against each other. */
export function agreementPath(imageId: string, first: string, second: string): string {
  const sides = Object.entries({ first, second }).filter(([, id]) => id !== OWN);
  return `/images/${imageId}/agreement?${new URLSearchParams(sides).toString()}`;
}

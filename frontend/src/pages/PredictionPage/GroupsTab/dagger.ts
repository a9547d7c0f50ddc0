/** Stands beside every p that rests on pictures as if they were independent, and before the words that say so. */
export const DAGGER = '†';

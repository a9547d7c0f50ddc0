import type { Statistics } from '../api/types';

/** The same with the classes that people added in corrected labels after those of the model; they are normal. */
export function withAddedClasses(statistics: Statistics): Statistics {
  const { classes, images } = statistics;
  const known = new Set(classes.map(({ name }) => name));
  const counted = new Set(images.flatMap(({ counts }) => Object.keys(counts ?? {})));
  const added = [...counted].filter((name) => !known.has(name));
  return {
    ...statistics,
    classes: [...classes, ...added.map((name) => ({ name, target: false }))],
  };
}

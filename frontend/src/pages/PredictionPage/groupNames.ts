import type { Prediction } from '../../api/types';

/** The groups that the pictures of a prediction belong to, in the order of their first pictures. */
export const groupNames = (prediction: Prediction): string[] =>
  [...new Set(prediction.images.map(({ group }) => group))].filter((group) => group !== null);

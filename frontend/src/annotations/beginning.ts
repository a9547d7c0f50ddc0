import type { Journal } from './journal';

/**
 * Labels that are begun by the first change made on a sheet: which prediction they begin from is kept on this device
 * beside the change itself, so that a closed tab loses neither.
 */
const keyOf = (imageId: string) => `cellscanner.begin/${imageId}`;

/** The prediction from which a picture's labels are still to be begun; null where they are begun already. */
export const toBegin = (imageId: string, storage: Storage = localStorage): string | null =>
  storage.getItem(keyOf(imageId));

export const markBegun = (imageId: string, storage: Storage = localStorage): void =>
  storage.removeItem(keyOf(imageId));

export interface BeginningJournal extends Journal {
  /** Nothing waits any more, and the labels are still not begun: the next change is the first. */
  startOver: () => void;
}

/** The journal of a picture that nobody has labelled. */
export function beginningJournal(
  journal: Journal,
  imageId: string,
  predictionId: string,
  storage: Storage = localStorage,
): BeginningJournal {
  let marked = false;
  return {
    ...journal,
    keep: (batch) => {
      if (!marked) storage.setItem(keyOf(imageId), predictionId);
      marked = true;
      return journal.keep(batch);
    },
    startOver: () => {
      markBegun(imageId, storage);
      marked = false;
    },
  };
}

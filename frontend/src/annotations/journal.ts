import type { Operation } from './types';

/** Unsent operations as they are kept on this device. `base` is the revision they were made on. */
export interface KeptBatch {
  id: string;
  order: number;
  base: number;
  operations: Operation[];
}

/** Keeps unsent operations through a closed tab. */
export interface Journal {
  load: () => KeptBatch[];
  /** @returns false where the device has no room for it */
  keep: (batch: KeptBatch) => boolean;
  drop: (id: string) => void;
}

/** A journal in the browser's local storage: written at once, so that even a killed tab has lost nothing. */
export function localJournal(imageId: string, storage: Storage = localStorage): Journal {
  const prefix = `cellscanner.edits/${imageId}/`;
  const keys = () =>
    Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter((key) =>
      key.startsWith(prefix),
    );
  return {
    load: () =>
      keys()
        .map((key) => JSON.parse(storage.getItem(key) ?? 'null') as KeptBatch)
        .sort((a, b) => a.order - b.order),
    keep: ({ id, order, base, operations }) => {
      try {
        storage.setItem(prefix + id, JSON.stringify({ id, order, base, operations }));
        return true;
      } catch (error) {
        if (error instanceof DOMException) return false;
        throw error;
      }
    },
    drop: (id) => storage.removeItem(prefix + id),
  };
}

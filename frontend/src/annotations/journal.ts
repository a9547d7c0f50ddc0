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
  /** @returns false where the device has no room for it */
  keep: (batch: KeptBatch) => boolean;
  drop: (id: string) => void;
}

/** Stands in a key in place of a page: no page will send what has no place to go. */
const STRANDED = 'stranded';

const prefixOf = (imageId: string) => `cellscanner.edits/${imageId}/`;
const pageOf = (key: string): string => key.split('/').at(-2) ?? '';

/** Keys are `cellscanner.edits/{picture}/{page}/{batch}`. */
function keysOf(imageId: string, storage: Storage): string[] {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  return keys.filter((key) => key.startsWith(prefixOf(imageId)));
}

interface Entry extends KeptBatch {
  key: string;
}

function entriesOf(imageId: string, storage: Storage): Entry[] {
  return keysOf(imageId, storage)
    .map((key) => ({ ...(JSON.parse(storage.getItem(key) ?? 'null') as KeptBatch), key }))
    .sort((a, b) => a.order - b.order);
}

/** A page's journal in the browser's local storage: written at once, so that even a killed tab has lost nothing. */
export function localJournal(imageId: string, page: string, storage = localStorage): Journal {
  const keyOf = (id: string) => `${prefixOf(imageId)}${page}/${id}`;
  return {
    keep: ({ id, order, base, operations }) => {
      try {
        storage.setItem(keyOf(id), JSON.stringify({ id, order, base, operations }));
        return true;
      } catch (error) {
        if (error instanceof DOMException) return false;
        throw error;
      }
    },
    drop: (id) => storage.removeItem(keyOf(id)),
  };
}

const isGone = (key: string, living: ReadonlySet<string>): boolean =>
  pageOf(key) !== STRANDED && !living.has(pageOf(key));

/** Whether a page that is gone left something unsent of this picture. */
export function isAnyLeft(
  imageId: string,
  living: ReadonlySet<string>,
  storage = localStorage,
): boolean {
  return keysOf(imageId, storage).some((key) => isGone(key, living));
}

/**
 * Takes over what was left unsent, in order: by this very page before, else by one other page that is gone. What living
 * pages keep is theirs. The batches of one page stand on one revision; those of a further page are taken when these are sent.
 */
export function takeOver(
  imageId: string,
  page: string,
  living: ReadonlySet<string>,
  storage = localStorage,
): KeptBatch[] {
  const entries = entriesOf(imageId, storage);
  const mine = entries.filter(({ key }) => pageOf(key) === page);
  if (mine.length > 0) return mine.map(batchOf);
  const gone = entries.filter(({ key }) => isGone(key, living));
  const first = gone[0];
  if (!first) return [];
  const journal = localJournal(imageId, page, storage);
  const left = gone.filter(({ key }) => pageOf(key) === pageOf(first.key));
  for (const entry of left) if (journal.keep(entry)) storage.removeItem(entry.key);
  return left.map(batchOf);
}

const batchOf = ({ id, order, base, operations }: Entry): KeptBatch => ({
  id,
  order,
  base,
  operations,
});

/** Puts aside what was taken over by a page and cannot be placed: the service no longer has the labels it was done on. */
export function strand(
  imageId: string,
  page: string,
  left: readonly KeptBatch[],
  storage = localStorage,
): void {
  const aside = localJournal(imageId, STRANDED, storage);
  for (const batch of left) {
    // First away, then back under the shorter name: so there is room for it on a full device, too.
    localJournal(imageId, page, storage).drop(batch.id);
    aside.keep(batch);
  }
}

/** What was put aside of a picture, in order. */
export const strandedOf = (imageId: string, storage = localStorage): KeptBatch[] =>
  entriesOf(imageId, storage)
    .filter(({ key }) => pageOf(key) === STRANDED)
    .map(batchOf);

/** Forgets for good what was put aside. */
export function giveUpStranded(imageId: string, storage = localStorage): void {
  const aside = localJournal(imageId, STRANDED, storage);
  for (const { id } of strandedOf(imageId, storage)) aside.drop(id);
}

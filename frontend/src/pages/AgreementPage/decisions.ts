import type { Decision, Disagreement, Disagreements, Side } from '../../api/types';

/** What a reviewer takes for true of one disagreement; the class is given where it is neither's. */
export type Decided = { take: 'first' | 'second' | 'neither' } | { take: 'class'; class: string };

/** By the disagreement's key. */
export type Decisions = ReadonlyMap<string, Decided>;

export const keyOf = ({ first, second }: Disagreement): string =>
  `${first?.id ?? ''}/${second?.id ?? ''}`;

const sideKey = ({ reading_id: id, revision }: Side) => `${id ?? 'own'}@${revision}`;

/** Decisions are of these very labels: those of other revisions are kept apart. */
export const placeOf = (
  imageId: string,
  { first, second }: Pick<Disagreements, 'first' | 'second'>,
) => `cellscanner.decisions/${imageId}/${sideKey(first)}/${sideKey(second)}`;

/** The decisions that were made on this device, so that a closed tab loses none. */
export function loadDecisions(place: string, storage: Storage = localStorage): Decisions {
  const kept = storage.getItem(place);
  return new Map(kept === null ? [] : (JSON.parse(kept) as [string, Decided][]));
}

export function keepDecisions(
  place: string,
  decisions: Decisions,
  storage: Storage = localStorage,
): void {
  storage.setItem(place, JSON.stringify([...decisions]));
}

export const forgetDecisions = (place: string, storage: Storage = localStorage): void =>
  storage.removeItem(place);

export function decide(decisions: Decisions, key: string, decided: Decided | null): Decisions {
  const next = new Map(decisions);
  if (decided === null) next.delete(key);
  else next.set(key, decided);
  return next;
}

/** The place of the next disagreement after `from` that is open, round to the start; null where none is. */
export function nextOpen(
  items: readonly Disagreement[],
  decisions: Decisions,
  from: number,
): number | null {
  for (let step = 1; step <= items.length; step++) {
    const place = (from + step) % items.length;
    const item = items[place];
    if (item && !decisions.has(keyOf(item))) return place;
  }
  return null;
}

/** The class that a disagreement ends with; null where there is no cell after all. */
export function outcomeOf({ first, second }: Disagreement, decided: Decided): string | null {
  if (decided.take === 'class') return decided.class;
  const taken = { first, second, neither: null }[decided.take];
  return taken?.class ?? null;
}

/** What is sent once every disagreement is decided. */
export function decisionsToSend(items: readonly Disagreement[], decisions: Decisions): Decision[] {
  return items.flatMap((item) => {
    const decided = decisions.get(keyOf(item));
    if (decided === undefined) return [];
    return [{ first: item.first?.id ?? null, second: item.second?.id ?? null, ...decided }];
  });
}

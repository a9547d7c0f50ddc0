import type { AnnotationStore } from './AnnotationStore';
import { applyAll } from './operations';
import { type AnnotatedCell, idsOf, type Operation, sameBox } from './types';

/** Operations that are done here and not yet confirmed by the service. */
export interface PendingOperations {
  operations: Operation[];
  /** What takes them back here, in the order to do it. */
  inverse: Operation[];
}

/** A cell that two people changed differently; null stands for deleted. */
export interface Clash {
  id: string;
  mine: AnnotatedCell | null;
  theirs: AnnotatedCell | null;
}

const idsIn = (operations: readonly Operation[]): Set<string> => new Set(operations.flatMap(idsOf));

function cellOf(store: AnnotationStore, id: string): AnnotatedCell | null {
  const slot = store.slotOf(id);
  return slot === null ? null : store.cellAt(slot);
}

function alike(a: AnnotatedCell | null, b: AnnotatedCell | null): boolean {
  if (a === null || b === null) return a === b;
  return a.class === b.class && sameBox(a.box, b.box);
}

/** Cells that I have and they deleted come back as I had them. */
function bringBack(store: AnnotationStore, last: PendingOperations, cells: AnnotatedCell[]): void {
  const { done, inverse } = applyAll(store, [{ op: 'restore', cells }]);
  last.operations = [...last.operations, ...done];
  last.inverse = [...inverse, ...last.inverse];
}

/**
 * Rebases: takes back what is pending, does what others did, does what is pending again as far as it fits. `pending` is
 * rewritten in place. Where both changed one cell mine stands, and the clash is told.
 */
export function merge(
  store: AnnotationStore,
  pending: readonly PendingOperations[],
  theirs: readonly Operation[],
): Clash[] {
  const others = idsIn(theirs);
  const both = [...idsIn(pending.flatMap(({ operations }) => operations))].filter((id) =>
    others.has(id),
  );
  const mine = new Map(both.map((id) => [id, cellOf(store, id)]));
  for (const { inverse } of pending.toReversed()) applyAll(store, inverse);
  applyAll(store, theirs, { strict: true });
  const clashes = both
    .map((id) => ({ id, mine: mine.get(id) ?? null, theirs: cellOf(store, id) }))
    .filter((clash) => !alike(clash.mine, clash.theirs));
  redo(store, pending);
  const last = pending.at(-1);
  const lost = [...mine.values()].filter((cell) => cell !== null && !store.has(cell.id));
  if (last && lost.length > 0) bringBack(store, last, lost as AnnotatedCell[]);
  return clashes;
}

/** Does pending operations on a store that has not seen them. */
export function redo(store: AnnotationStore, pending: readonly PendingOperations[]): void {
  for (const batch of pending) {
    const { done, inverse } = applyAll(store, batch.operations);
    batch.operations = done;
    batch.inverse = inverse;
  }
}

/** Operations that make the cell of a clash as the other person has it. */
export function takeTheirs({ id, mine, theirs }: Clash): Operation[] {
  if (theirs === null) return [{ op: 'delete', ids: [id] }];
  if (mine === null) return [{ op: 'restore', cells: [theirs] }];
  return [
    { op: 'move', id, box: theirs.box },
    { op: 'classify', ids: [id], class: theirs.class },
  ];
}

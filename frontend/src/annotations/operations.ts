import type { AnnotationStore } from './AnnotationStore';
import { idsOf, type Operation, sameBox } from './types';

/**
 * The part of an operation that still fits the store, or null where nothing of it does: cells that are gone fall out,
 * as do cells and regions that are there already.
 */
export function narrowed(store: AnnotationStore, operation: Operation): Operation | null {
  switch (operation.op) {
    case 'add':
      return store.has(operation.id) || !store.hasClass(operation.class) ? null : operation;
    case 'move':
      return store.has(operation.id) ? operation : null;
    case 'delete':
    case 'classify': {
      if (operation.op === 'classify' && !store.hasClass(operation.class)) return null;
      const ids = operation.ids.filter((id) => store.has(id));
      return ids.length > 0 ? { ...operation, ids } : null;
    }
    case 'restore': {
      const cells = operation.cells.filter(
        (cell) => !store.has(cell.id) && store.hasClass(cell.class),
      );
      return cells.length > 0 ? { op: 'restore', cells } : null;
    }
    case 'check':
      return store.isChecked(operation.region) ? null : operation;
    case 'uncheck':
      return store.isChecked(operation.region) ? operation : null;
    case 'add-class':
      return store.hasClass(operation.name) ? null : operation;
  }
}

function slotsOf(store: AnnotationStore, ids: readonly string[]): number[] {
  return ids.map((id) => store.slotOf(id)).filter((slot) => slot !== null);
}

/** Operations that give the cells the classes they have now. */
function classesNow(store: AnnotationStore, ids: readonly string[]): Operation[] {
  const byClass = new Map<string, string[]>();
  for (const slot of slotsOf(store, ids)) {
    const name = store.classAt(slot);
    const group = byClass.get(name) ?? [];
    group.push(store.ids[slot] ?? '');
    byClass.set(name, group);
  }
  return [...byClass].map(([name, group]) => ({ op: 'classify', ids: group, class: name }));
}

/** What takes an operation back, told before it is done. A class once added stays: other cells may use it by then. */
function inverseOf(store: AnnotationStore, operation: Operation): Operation[] {
  switch (operation.op) {
    case 'add':
      return [{ op: 'delete', ids: [operation.id] }];
    case 'move':
      return slotsOf(store, [operation.id]).map((slot) => ({
        op: 'move',
        id: operation.id,
        box: store.boxAt(slot),
      }));
    case 'delete':
      return [
        { op: 'restore', cells: slotsOf(store, operation.ids).map((slot) => store.cellAt(slot)) },
      ];
    case 'classify':
      return classesNow(store, operation.ids);
    case 'restore':
      return [{ op: 'delete', ids: operation.cells.map(({ id }) => id) }];
    case 'check':
      return [{ op: 'uncheck', region: operation.region }];
    case 'uncheck':
      return [{ op: 'check', region: operation.region }];
    case 'add-class':
      return [];
  }
}

function carryOut(store: AnnotationStore, operation: Operation): void {
  switch (operation.op) {
    case 'add': {
      const { id, box, class: name } = operation;
      const unscored = { score: null, class_score: null, detector_class: null, corrected: false };
      store.put({ id, box, class: name, origin: 'added', changed: false, ...unscored });
      return;
    }
    case 'move':
      for (const slot of slotsOf(store, [operation.id])) store.setBox(slot, operation.box);
      return;
    case 'delete':
      for (const slot of slotsOf(store, operation.ids)) store.remove(slot);
      return;
    case 'classify':
      for (const slot of slotsOf(store, operation.ids)) store.setClass(slot, operation.class);
      return;
    case 'restore':
      for (const cell of operation.cells) store.put(cell);
      return;
    case 'check':
      store.checked.push([...operation.region]);
      return;
    case 'uncheck':
      store.checked = store.checked.filter((region) => !sameBox(region, operation.region));
      return;
    case 'add-class':
      store.classes = [...store.classes, { name: operation.name, target: operation.target }];
      return;
  }
}

export interface Applied {
  /** What was really done. */
  done: Operation[];
  /** What takes all of it back, in the order to do it. */
  inverse: Operation[];
}

/** What the service does: each operation wholly, or not at all. */
function whole(store: AnnotationStore, operation: Operation): Operation | null {
  const ids = idsOf(operation);
  if (operation.op === 'restore' && new Set(ids).size < ids.length) return null;
  const fitting = narrowed(store, operation);
  return fitting && idsOf(fitting).length === ids.length ? operation : null;
}

/** Does the operations in order, each as far as it still fits; with `strict` as the service does them. */
export function applyAll(
  store: AnnotationStore,
  operations: readonly Operation[],
  { strict = false } = {},
): Applied {
  const done: Operation[] = [];
  const inverse: Operation[][] = [];
  for (const operation of operations) {
    const fitting = strict ? whole(store, operation) : narrowed(store, operation);
    if (fitting === null) continue;
    inverse.push(inverseOf(store, fitting));
    carryOut(store, fitting);
    done.push(fitting);
  }
  return { done, inverse: inverse.reverse().flat() };
}

/** Cells that the service takes in one operation. */
const MOST_CELLS = 20_000;

function chunks<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / MOST_CELLS);
  return Array.from({ length: count }, (_, at) =>
    items.slice(at * MOST_CELLS, (at + 1) * MOST_CELLS),
  );
}

/** The same operation in parts that the service takes. */
export function inParts(operation: Operation): Operation[] {
  switch (operation.op) {
    case 'delete':
    case 'classify':
      return chunks(operation.ids).map((ids) => ({ ...operation, ids }));
    case 'restore':
      return chunks(operation.cells).map((cells) => ({ ...operation, cells }));
    default:
      return [operation];
  }
}

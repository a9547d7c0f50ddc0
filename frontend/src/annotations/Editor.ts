import { AnnotationStore } from './AnnotationStore';
import type { Size } from './boxes';
import { byDoubt } from './doubt';
import { History } from './History';
import type { Journal, KeptBatch } from './journal';
import { type Clash, merge, redo, takeTheirs } from './merge';
import { applyAll, inParts } from './operations';
import {
  type Batch,
  type Link,
  OperationQueue,
  type RemoteChange,
  type SaveState,
} from './OperationQueue';
import type { AnnotationContent, Box, Operation } from './types';

export interface Content extends AnnotationContent {
  revision: number;
}

export type Tool = 'select' | 'add' | 'lasso' | 'check';

/** The service, as the editor needs it. */
export interface EditorLink extends Link {
  load: () => Promise<Content>;
}

const nothing: ReadonlySet<number> = new Set();

/**
 * All that is known of an annotation being edited: cells, selection, undo, what is not yet saved, clashes. Framework-free;
 * listeners are told of every change.
 */
export class Editor {
  store: AnnotationStore;
  selection: ReadonlySet<number> = nothing;
  activeClass = 0;
  tool: Tool = 'select';
  clashes: Clash[] = [];
  /** Grows with every change that shows. */
  version = 0;
  /** Grows with every change of cells or regions. */
  edits = 0;
  readonly size: Size;
  readonly #link: EditorLink;
  readonly #history = new History();
  readonly #queue: OperationQueue;
  readonly #listeners = new Set<() => void>();
  readonly #visited = new Set<string>();

  /**
   * @param content the annotation at the revision on which the batches left were made
   * @param left what was taken over from the journal
   */
  constructor(
    content: Content,
    size: Size,
    journal: Journal,
    link: EditorLink,
    left: readonly KeptBatch[] = [],
  ) {
    this.size = size;
    this.#link = link;
    this.store = new AnnotationStore(content);
    const pending: Batch[] = left.map((batch) => ({ ...batch, inverse: [] }));
    redo(this.store, pending);
    this.#queue = new OperationQueue(content.revision, pending, journal, link, {
      onState: () => this.#tell(),
      onBehind: (changes, unsent) => this.#rebase(changes, unsent),
      onStrayed: (unsent) => this.#reload(unsent),
    });
  }

  get save(): SaveState {
    return this.#queue.state;
  }

  /** Whether closing the page now would lose something. */
  get isAtRisk(): boolean {
    return this.save.kind !== 'saved' && !this.#queue.isKept;
  }

  get revision(): number {
    return this.#queue.revision;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getVersion = (): number => this.version;

  /** Does a gesture: one step of undo. @returns whether it changed anything */
  perform(operations: readonly Operation[]): boolean {
    const { done, inverse } = applyAll(this.store, operations);
    if (done.length === 0) return false;
    this.#history.record(inverse);
    this.#edited(done, inverse);
    return true;
  }

  undo(): void {
    this.#history.undo((operations) => this.#replay(operations));
  }

  redo(): void {
    this.#history.redo((operations) => this.#replay(operations));
  }

  select(slots: Iterable<number>): void {
    this.selection = new Set(slots);
    this.#tell();
  }

  toggle(slots: Iterable<number>): void {
    const next = new Set(this.selection);
    for (const slot of slots) if (!next.delete(slot)) next.add(slot);
    this.select(next);
  }

  /** The selected cell where it is exactly one. */
  get single(): number | null {
    const [slot] = this.selection;
    return slot !== undefined && this.selection.size === 1 ? slot : null;
  }

  get selectedIds(): string[] {
    return [...this.selection].map((slot) => this.store.ids[slot] ?? '');
  }

  setTool(tool: Tool): void {
    this.tool = tool;
    this.#tell();
  }

  /** Makes a class the one of new cells, and gives it to the selection. */
  classify(place: number): void {
    const chosen = this.store.classes[place];
    if (!chosen) return;
    this.activeClass = place;
    const ids = [...this.selection]
      .filter((slot) => this.store.classIndex[slot] !== place)
      .map((slot) => this.store.ids[slot] ?? '');
    for (const slot of this.selection) this.#visited.add(this.store.ids[slot] ?? '');
    if (!this.perform([{ op: 'classify', ids, class: chosen.name }])) this.#tell();
  }

  add(id: string, box: Box): void {
    const name = this.store.classes[this.activeClass]?.name ?? '';
    this.perform([{ op: 'add', id, box, class: name }]);
    const slot = this.store.slotOf(id);
    if (slot !== null) this.select([slot]);
  }

  deleteSelected(): void {
    this.perform([{ op: 'delete', ids: this.selectedIds }]);
  }

  /** The most doubtful cell that was not visited yet, now selected; null when there is none left. */
  nextDoubtful(): number | null {
    const slot = byDoubt(this.store).find((one) => !this.#visited.has(this.store.ids[one] ?? ''));
    if (slot === undefined) return null;
    this.#visited.add(this.store.ids[slot] ?? '');
    this.select([slot]);
    return slot;
  }

  /** @param theirs ids of cells that shall be as the other person has them; the others stay as they are here */
  settleClashes(theirs: ReadonlySet<string>): void {
    const taken = this.clashes.filter(({ id }) => theirs.has(id));
    this.clashes = [];
    this.perform(taken.flatMap(takeTheirs));
    this.#queue.hold(false);
    this.#tell();
  }

  flush(): void {
    this.#queue.flush();
  }

  async pull(): Promise<void> {
    await this.#queue.pull();
  }

  /** Forgets what is not saved and shows what the service has. */
  async discard(): Promise<void> {
    this.#queue.discard();
    this.#history.clear();
    await this.#reload([]);
  }

  close(): void {
    this.#queue.close();
  }

  #replay(operations: Operation[]): Operation[] {
    const { done, inverse } = applyAll(this.store, operations);
    if (done.length > 0) this.#edited(done, inverse);
    return inverse;
  }

  #edited(done: Operation[], inverse: Operation[]): void {
    this.#queue.push(done.flatMap(inParts), inverse);
    this.#changed();
  }

  #changed(): void {
    this.edits += 1;
    const { alive } = this.store;
    if ([...this.selection].some((slot) => alive[slot] !== 1)) {
      this.selection = new Set([...this.selection].filter((slot) => alive[slot] === 1));
    }
    this.#tell();
  }

  async #rebase(changes: RemoteChange[], pending: readonly Batch[]): Promise<number> {
    if (changes.some(({ operations }) => operations === null)) return this.#reload(pending);
    const theirs = changes.flatMap(({ operations }) => operations ?? []);
    // A review is a revision without operations.
    if (theirs.length > 0) this.#merge(pending, theirs);
    return changes.at(-1)?.revision ?? this.revision;
  }

  #merge(pending: readonly Batch[], theirs: readonly Operation[]): void {
    const clashes = merge(this.store, pending, theirs);
    if (clashes.length > 0) {
      this.clashes = [...this.clashes, ...clashes];
      this.#queue.hold(true);
    }
    this.#changed();
  }

  async #reload(pending: readonly Batch[]): Promise<number> {
    const content = await this.#link.load();
    this.store = new AnnotationStore(content);
    this.selection = nothing;
    redo(this.store, pending);
    this.#changed();
    return content.revision;
  }

  #tell(): void {
    this.version += 1;
    for (const listener of this.#listeners) listener();
  }
}

import { ProblemError } from '../api/problem';
import { randomUuid } from './ids';
import type { Journal, KeptBatch } from './journal';
import type { PendingOperations } from './merge';
import type { Operation } from './types';
import { noteSending } from './unsent';

export type Batch = KeptBatch & PendingOperations;

export type SendAnswer = { stored: true; revision: number; skipped: number } | { stored: false };

/** What others did; `operations` is null where the content was replaced as a whole. */
export interface RemoteChange {
  revision: number;
  operations: Operation[] | null;
}

/** The way to the service. Calls reject with a `ProblemError`. */
export interface Link {
  send: (batch: KeptBatch, revision: number) => Promise<SendAnswer>;
  changesSince: (revision: number) => Promise<RemoteChange[]>;
}

export type SaveState =
  | { kind: 'saved' }
  | { kind: 'saving' | 'offline' | 'held'; waiting: number }
  | { kind: 'refused'; waiting: number; error: ProblemError };

interface Hooks {
  onState: (state: SaveState) => void;
  /** Others were first: rewrite the pending batches on top of what they did. Resolves to the revision reached. */
  onBehind: (changes: RemoteChange[], pending: readonly Batch[]) => Promise<number>;
  /** The service did other than was done here: show what it has, with what is pending. Resolves to its revision. */
  onStrayed: (pending: readonly Batch[]) => Promise<number>;
}

const QUIET_MS = 300;
const BATCH_LENGTH = 200;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

/**
 * Sends operations in order, each batch once, and keeps on this device what is not yet confirmed. What an id stands for
 * never changes: a batch that grows gets a new one, so that whoever else finds it here and sends it does no harm.
 */
export class OperationQueue {
  revision: number;
  /** False once the device had no room for what waits. */
  isKept = true;
  readonly #batches: Batch[];
  readonly #journal: Journal;
  readonly #link: Link;
  readonly #hooks: Hooks;
  /** The batch that may still grow: not one that was left here, and not one that is under way. */
  #open: Batch | null = null;
  #strayed = false;
  #state: SaveState = { kind: 'saved' };
  #running = false;
  #held = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @param left batches that an earlier visit left behind, with what takes them back */
  constructor(revision: number, left: Batch[], journal: Journal, link: Link, hooks: Hooks) {
    this.revision = revision;
    this.#batches = left;
    this.#journal = journal;
    this.#link = link;
    this.#hooks = hooks;
    if (left.length === 0) return;
    this.#state = { kind: 'saving', waiting: this.waiting };
    noteSending(this, true);
    this.#schedule(0);
  }

  get waiting(): number {
    return this.#batches.reduce((sum, { operations }) => sum + operations.length, 0);
  }

  get pending(): readonly Batch[] {
    return this.#batches;
  }

  get state(): SaveState {
    return this.#state;
  }

  push(operations: Operation[], inverse: Operation[]): void {
    const batch = this.#openBatch();
    const { id: before } = batch;
    batch.id = randomUuid();
    batch.operations = [...batch.operations, ...operations];
    batch.inverse = [...inverse, ...batch.inverse];
    this.isKept = this.#journal.keep(batch) && this.isKept;
    this.#journal.drop(before);
    if (this.#state.kind !== 'offline' && this.#state.kind !== 'refused') this.#schedule(QUIET_MS);
    this.#tell();
  }

  /** Sends what waits now: before leaving, or when the network is back. */
  flush(): void {
    if (this.#hasWork()) this.#schedule(0);
  }

  /** Asks for what others did while there is nothing of ours to send. */
  async pull(): Promise<void> {
    if (this.#running || this.#hasWork()) return;
    this.#running = true;
    try {
      await this.#catchUp();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    } finally {
      this.#running = false;
      this.flush();
    }
  }

  /** Sends nothing while a person decides. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held) this.flush();
    this.#tell();
  }

  /** Forgets what waits. */
  discard(): void {
    for (const { id } of this.#batches.splice(0)) this.#journal.drop(id);
    this.#open = null;
    this.#settle();
  }

  close(): void {
    this.#closed = true;
    noteSending(this, false);
    clearTimeout(this.#timer);
  }

  #hasWork(): boolean {
    return this.#strayed || this.#batches.length > 0;
  }

  #openBatch(): Batch {
    if (this.#open && this.#open.operations.length < BATCH_LENGTH) return this.#open;
    const order = Math.max(Date.now(), (this.#batches.at(-1)?.order ?? 0) + 1);
    this.#open = { id: '', order, base: this.revision, operations: [], inverse: [] };
    this.#batches.push(this.#open);
    return this.#open;
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#run(), delay);
  }

  async #run(): Promise<void> {
    if (this.#running || this.#held) return;
    this.#running = true;
    this.#tell();
    try {
      while (this.#hasWork() && !this.#mayNotSend()) {
        if (this.#strayed) await this.#comeBack();
        else await this.#sendFirst();
      }
      this.#settle();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#fail(error);
    } finally {
      this.#running = false;
      this.#tell();
    }
  }

  /** Asked anew at each turn: a person or the page may have stopped it meanwhile. */
  #mayNotSend(): boolean {
    return this.#held || this.#closed;
  }

  async #sendFirst(): Promise<void> {
    const batch = this.#batches[0];
    if (!batch) return;
    if (batch === this.#open) this.#open = null;
    if (batch.operations.length === 0) {
      this.#drop(batch);
      return;
    }
    const answer = await this.#link.send(batch, this.revision);
    if (!answer.stored) {
      await this.#catchUp();
      return;
    }
    this.#failures = 0;
    // Another revision than the next: another page had sent this batch before, on what is not known here.
    this.#strayed = answer.skipped > 0 || answer.revision !== this.revision + 1;
    this.revision = Math.max(this.revision, answer.revision);
    this.#rebaseKept(batch);
    this.#drop(batch);
  }

  async #comeBack(): Promise<void> {
    this.revision = await this.#hooks.onStrayed(this.#batches);
    this.#strayed = false;
    this.#rebaseKept();
  }

  #drop(batch: Batch): void {
    this.#journal.drop(batch.id);
    const at = this.#batches.indexOf(batch);
    if (at >= 0) this.#batches.splice(at, 1);
  }

  async #catchUp(): Promise<void> {
    const changes = await this.#link.changesSince(this.revision);
    if (changes.length === 0) return;
    this.revision = await this.#hooks.onBehind(changes, this.#batches);
    this.#rebaseKept();
  }

  /** Whoever finds the batches after a closed tab must know on which revision they stand. */
  #rebaseKept(stored?: Batch): void {
    for (const batch of this.#batches) {
      if (batch === stored) continue;
      batch.base = this.revision;
      this.#journal.keep(batch);
    }
  }

  #fail(error: ProblemError): void {
    this.#failures += 1;
    const { waiting } = this;
    if (!error.temporary) {
      this.#set({ kind: 'refused', waiting, error });
      return;
    }
    this.#set({ kind: 'offline', waiting });
    this.#schedule(RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? 1000);
  }

  #settle(): void {
    this.#failures = 0;
    if (this.#hasWork()) return;
    this.isKept = true;
    this.#set({ kind: 'saved' });
  }

  #tell(): void {
    const { waiting } = this;
    if (waiting === 0) return;
    if (this.#state.kind === 'refused') this.#set({ ...this.#state, waiting });
    else if (this.#state.kind === 'offline') this.#set({ kind: 'offline', waiting });
    else this.#set({ kind: this.#held ? 'held' : 'saving', waiting });
  }

  #set(state: SaveState): void {
    this.#state = state;
    noteSending(this, state.kind === 'saving' && !this.#closed);
    this.#hooks.onState(state);
  }
}

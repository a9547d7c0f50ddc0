import type { ProblemError } from '../api/problem';
import type { UploadTarget } from '../api/upload';
import type { UploadItem } from '../api/types';
import { outcomeOf, outcomeOfError } from './outcome';

export type UploadState = 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled';

export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly target: UploadTarget;
  readonly state: UploadState;
  /** Share of the bytes sent, 0 to 1. */
  readonly share: number;
  readonly pages: number;
  readonly problem: ProblemError | null;
}

export type Send = (
  file: File,
  target: UploadTarget,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) => Promise<UploadItem[]>;

const WIDTH = 3;

/** Sends files a few at a time; one that fails stays in the list and holds up no other. */
export class UploadQueue {
  #uploads: readonly Upload[] = [];
  readonly #running = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();
  readonly #send: Send;
  readonly #onAdded: (projectId: string) => void;
  #lastId = 0;

  constructor(send: Send, onAdded: (projectId: string) => void) {
    this.#send = send;
    this.#onAdded = onAdded;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): readonly Upload[] => this.#uploads;

  add(files: readonly File[], target: UploadTarget): void {
    const fresh = files.map((file) => this.#fresh(file, target));
    this.#publish([...this.#uploads, ...fresh]);
    this.#fill();
  }

  retry(id: number): void {
    this.#change(id, { state: 'waiting', share: 0, problem: null });
    this.#fill();
  }

  retryFailed(): void {
    for (const upload of this.#uploads) if (upload.state === 'failed') this.retry(upload.id);
  }

  cancel(id: number): void {
    const upload = this.#uploads.find((one) => one.id === id);
    if (upload?.state === 'waiting') this.#change(id, { state: 'cancelled' });
    this.#running.get(id)?.abort();
  }

  cancelAll(): void {
    for (const { id } of this.#uploads) this.cancel(id);
  }

  /** Forgets all that is neither waiting nor under way. */
  clearFinished(): void {
    this.#publish(this.#uploads.filter(({ state }) => state === 'waiting' || state === 'sending'));
  }

  #fresh(file: File, target: UploadTarget): Upload {
    const id = ++this.#lastId;
    return { id, file, target, state: 'waiting', share: 0, pages: 0, problem: null };
  }

  #fill(): void {
    for (const upload of this.#uploads) {
      if (this.#running.size >= WIDTH) return;
      if (upload.state === 'waiting') void this.#run(upload);
    }
  }

  async #run({ id, file, target }: Upload): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    this.#change(id, { state: 'sending' });
    const onProgress = (share: number) => this.#change(id, { share });
    const items = this.#send(file, target, onProgress, controller.signal);
    const outcome = await items.then(outcomeOf, outcomeOfError);
    this.#running.delete(id);
    this.#change(id, outcome);
    if (outcome.pages > 0) this.#onAdded(target.project);
    this.#fill();
  }

  #change(id: number, change: Partial<Upload>): void {
    this.#publish(this.#uploads.map((one) => (one.id === id ? { ...one, ...change } : one)));
  }

  #publish(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}

import type { Operation } from './types';

/** Undo and redo without limit. An entry is the operations that take one gesture back. */
export class History {
  #undo: Operation[][] = [];
  #redo: Operation[][] = [];

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Keeps how to take back what was just done; what had been undone before is no longer to be redone. */
  record(inverse: Operation[]): void {
    this.#undo.push(inverse);
    this.#redo = [];
  }

  /** What was done is no more: there is nothing to take back. */
  clear(): void {
    this.#undo = [];
    this.#redo = [];
  }

  /** @param carryOut does operations and tells how to take them back */
  undo(carryOut: (operations: Operation[]) => Operation[]): void {
    const operations = this.#undo.pop();
    if (operations) this.#redo.push(carryOut(operations));
  }

  redo(carryOut: (operations: Operation[]) => Operation[]): void {
    const operations = this.#redo.pop();
    if (operations) this.#undo.push(carryOut(operations));
  }
}

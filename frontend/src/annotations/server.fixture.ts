import { ProblemError } from '../api/problem';
import type { KeptBatch } from './journal';
import type { EditorLink } from './Editor';
import type { SendAnswer } from './OperationQueue';
import {
  type AnnotatedCell,
  type AnnotationContent,
  type Box,
  type Operation,
  sameBox,
} from './types';

/** A second, plain implementation of the service's rules, written from the API's description. */
export class ServerModel implements EditorLink {
  revision = 1;
  /** The next calls fail, before or after the service has done its work. */
  outage: 'none' | 'before' | 'after' = 'none';
  calls = 0;
  readonly #classes: Map<string, boolean>;
  readonly #cells: Map<string, AnnotatedCell>;
  #checked: Box[];
  /** Every revision, in order. */
  readonly log: { revision: number; operations: Operation[]; skipped: number }[] = [];
  readonly #batches = new Map<string, SendAnswer>();

  constructor({ classes, cells, checked }: AnnotationContent) {
    this.#classes = new Map(classes.map(({ name, target }) => [name, target]));
    this.#cells = new Map(cells.map((cell) => [cell.id, cell]));
    this.#checked = [...checked];
  }

  content() {
    const classes = [...this.#classes].map(([name, target]) => ({ name, target }));
    const cells = [...this.#cells.values()];
    return { revision: this.revision, classes, cells, checked: this.#checked };
  }

  readonly load = () => Promise.resolve(this.content());

  readonly changesSince = (revision: number) => {
    if (this.outage !== 'none') return Promise.reject(new ProblemError(0, 'no-answer', 'away'));
    return Promise.resolve(this.log.filter((one) => one.revision > revision));
  };

  readonly send = ({ id, operations }: KeptBatch, revision: number): Promise<SendAnswer> => {
    this.calls += 1;
    const away = () => Promise.reject(new ProblemError(0, 'no-answer', 'away'));
    if (this.outage === 'before') return away();
    const earlier = this.#batches.get(id);
    const answer = earlier ?? this.#commit(id, operations, revision);
    return this.outage === 'after' ? away() : Promise.resolve(answer);
  };

  #commit(id: string, operations: Operation[], revision: number): SendAnswer {
    if (revision !== this.revision) return { stored: false };
    const skipped = operations.filter((operation) => !this.#run(operation)).length;
    this.revision += 1;
    this.log.push({ revision: this.revision, operations: structuredClone(operations), skipped });
    const answer = { stored: true as const, revision: this.revision, skipped };
    this.#batches.set(id, answer);
    return answer;
  }

  #run(operation: Operation): boolean {
    const cells = this.#cells;
    switch (operation.op) {
      case 'add': {
        const { id, box, class: name } = operation;
        if (cells.has(id) || !this.#classes.has(name)) return false;
        const rest = { score: null, class_score: null, detector_class: null, corrected: false };
        cells.set(id, {
          id,
          box,
          class: name,
          origin: 'added',
          changed: false,
          shape: null,
          ...rest,
        });
        return true;
      }
      case 'move': {
        const cell = cells.get(operation.id);
        if (cell) cells.set(cell.id, { ...cell, box: operation.box, changed: true, shape: null });
        return cell !== undefined;
      }
      case 'delete':
        if (!operation.ids.every((id) => cells.has(id))) return false;
        for (const id of operation.ids) cells.delete(id);
        return true;
      case 'classify':
        if (!this.#classes.has(operation.class)) return false;
        if (!operation.ids.every((id) => cells.has(id))) return false;
        for (const id of operation.ids) {
          const cell = cells.get(id);
          if (cell) cells.set(id, { ...cell, class: operation.class, changed: true });
        }
        return true;
      case 'restore':
        if (operation.cells.some((cell) => cells.has(cell.id))) return false;
        if (operation.cells.some((cell) => !this.#classes.has(cell.class))) return false;
        if (new Set(operation.cells.map(({ id }) => id)).size < operation.cells.length)
          return false;
        for (const cell of operation.cells) cells.set(cell.id, cell);
        return true;
      case 'check':
        if (this.#checked.some((region) => sameBox(region, operation.region))) return false;
        this.#checked = [...this.#checked, operation.region];
        return true;
      case 'uncheck': {
        const left = this.#checked.filter((region) => !sameBox(region, operation.region));
        const was = this.#checked.length;
        this.#checked = left;
        return left.length < was;
      }
      case 'add-class':
        if (this.#classes.has(operation.name)) return false;
        this.#classes.set(operation.name, operation.target);
        return true;
    }
  }
}

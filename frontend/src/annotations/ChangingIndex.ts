import Flatbush from 'flatbush';
import type { SpatialIndex } from '../cells/cellStore';

const LOOSE_AT_LEAST = 256;

interface Columns {
  readonly count: number;
  readonly boxes: Float32Array;
  readonly alive: Uint8Array;
}

/**
 * Finds boxes while they change. A Flatbush cannot change, so that boxes touched since it was built are looked through
 * one by one; when they are many it is built anew.
 */
export class ChangingIndex implements SpatialIndex {
  readonly #columns: Columns;
  #tree: Flatbush | null = null;
  #slots = new Uint32Array(0);
  readonly #loose = new Set<number>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Call whenever a box was added, moved, deleted or restored. */
  touch(slot: number): void {
    this.#loose.add(slot);
  }

  build(): void {
    const { count, alive, boxes } = this.#columns;
    this.#loose.clear();
    this.#slots = Uint32Array.from(
      Array.from({ length: count }, (_, slot) => slot).filter((slot) => alive[slot] === 1),
    );
    this.#tree = null;
    if (this.#slots.length === 0) return;
    const tree = new Flatbush(this.#slots.length, 16, Float32Array);
    for (const slot of this.#slots) {
      const at = slot * 4;
      tree.add(boxes[at] ?? 0, boxes[at + 1] ?? 0, boxes[at + 2] ?? 0, boxes[at + 3] ?? 0);
    }
    tree.finish();
    this.#tree = tree;
  }

  /** Slots of the living boxes that touch the rectangle. */
  search(x1: number, y1: number, x2: number, y2: number): number[] {
    if (this.#loose.size > Math.max(LOOSE_AT_LEAST, this.#slots.length / 50)) this.build();
    const found: number[] = [];
    for (const place of this.#tree?.search(x1, y1, x2, y2) ?? []) {
      const slot = this.#slots[place] ?? 0;
      if (!this.#loose.has(slot)) found.push(slot);
    }
    for (const slot of this.#loose) if (this.#touches(slot, x1, y1, x2, y2)) found.push(slot);
    return found;
  }

  #touches(slot: number, x1: number, y1: number, x2: number, y2: number): boolean {
    const { alive, boxes } = this.#columns;
    const at = slot * 4;
    return (
      alive[slot] === 1 &&
      (boxes[at] ?? 0) <= x2 &&
      (boxes[at + 1] ?? 0) <= y2 &&
      (boxes[at + 2] ?? 0) >= x1 &&
      (boxes[at + 3] ?? 0) >= y1
    );
  }
}

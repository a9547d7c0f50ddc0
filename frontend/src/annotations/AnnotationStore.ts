import type { CellClass } from '../api/types';
import type { CellStore } from '../cells/cellStore';
import { ChangingIndex } from './ChangingIndex';
import {
  type AnnotatedCell,
  type AnnotationContent,
  type Box,
  type Origin,
  sameBox,
  type Shape,
} from './types';

const FIRST_CAPACITY = 1024;
const UNKNOWN = 255;
const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

function grown<T extends Float32Array | Uint8Array>(column: T, into: T): T {
  into.set(column);
  return into;
}

/**
 * The cells of an annotation in columns that change in place. A cell keeps its slot for good: a deleted one is only no
 * longer alive, and gets the same slot when it is restored.
 */
export class AnnotationStore implements CellStore {
  /** Slots in use, those of deleted cells too. */
  count = 0;
  living = 0;
  classes: CellClass[];
  checked: Box[];
  boxes = new Float32Array(FIRST_CAPACITY * 4);
  /** NaN unless the cell was predicted. */
  score = new Float32Array(FIRST_CAPACITY);
  classScore = new Float32Array(FIRST_CAPACITY);
  classIndex = new Uint8Array(FIRST_CAPACITY);
  /** 1 where the class is still the one by which the classifier overruled the detector: the green box. */
  corrected = new Uint8Array(FIRST_CAPACITY);
  overruled = new Uint8Array(FIRST_CAPACITY);
  changed = new Uint8Array(FIRST_CAPACITY);
  alive = new Uint8Array(FIRST_CAPACITY);
  readonly detectorClass: string[] = [];
  readonly ids: string[] = [];
  readonly #origins: Origin[] = [];
  /** Place of the class that the model gave; UNKNOWN where a person may have changed it before. */
  #modelClass = new Uint8Array(FIRST_CAPACITY);
  readonly #shapes = new Map<number, Shape>();
  readonly #slots = new Map<string, number>();
  readonly index = new ChangingIndex(this);

  constructor({ classes, cells, checked }: AnnotationContent) {
    this.classes = classes.map(({ name, target }) => ({ name, target }));
    this.checked = checked.map((region) => [...region]);
    for (const cell of cells) this.put(cell);
    this.index.build();
  }

  /** Slot of a living cell. */
  slotOf(id: string): number | null {
    const slot = this.#slots.get(id);
    return slot !== undefined && this.alive[slot] === 1 ? slot : null;
  }

  has(id: string): boolean {
    return this.slotOf(id) !== null;
  }

  hasClass(name: string): boolean {
    return this.classes.some((one) => one.name === name);
  }

  isChecked(region: Box): boolean {
    return this.checked.some((one) => sameBox(one, region));
  }

  boxAt(slot: number): Box {
    const at = slot * 4;
    const { boxes } = this;
    return [boxes[at] ?? 0, boxes[at + 1] ?? 0, boxes[at + 2] ?? 0, boxes[at + 3] ?? 0];
  }

  classAt(slot: number): string {
    return this.classes[this.classIndex[slot] ?? 0]?.name ?? '';
  }

  originAt(slot: number): Origin {
    return this.#origins[slot] ?? 'added';
  }

  /** The cell as the API knows it. */
  cellAt(slot: number): AnnotatedCell {
    return {
      id: this.ids[slot] ?? '',
      box: this.boxAt(slot),
      class: this.classAt(slot),
      origin: this.originAt(slot),
      score: orNull(this.score[slot]),
      class_score: orNull(this.classScore[slot]),
      detector_class: this.detectorClass[slot] === '' ? null : (this.detectorClass[slot] ?? null),
      corrected: this.overruled[slot] === 1,
      changed: this.changed[slot] === 1,
      shape: this.#shapes.get(slot) ?? null,
    };
  }

  /** Every living cell, in the order of their slots. */
  cells(): AnnotatedCell[] {
    return this.livingSlots().map((slot) => this.cellAt(slot));
  }

  livingSlots(): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.count; slot++) if (this.alive[slot] === 1) slots.push(slot);
    return slots;
  }

  /** Adds a cell, or brings a deleted one back. @throws RangeError when its class is not listed */
  put(cell: AnnotatedCell): void {
    const known = this.#slots.get(cell.id);
    const slot = known ?? this.#newSlot(cell.id);
    this.boxes.set(cell.box, slot * 4);
    this.classIndex[slot] = this.#placeOf(cell.class);
    if (known === undefined) {
      this.#modelClass[slot] = cell.changed ? UNKNOWN : (this.classIndex[slot] ?? UNKNOWN);
    }
    this.score[slot] = cell.score ?? NaN;
    this.classScore[slot] = cell.class_score ?? NaN;
    this.overruled[slot] = Number(cell.corrected);
    this.#judge(slot);
    this.changed[slot] = Number(cell.changed);
    this.detectorClass[slot] = cell.detector_class ?? '';
    this.#origins[slot] = cell.origin;
    if (cell.shape) this.#shapes.set(slot, cell.shape);
    else this.#shapes.delete(slot);
    this.living += 1 - (this.alive[slot] ?? 0);
    this.alive[slot] = 1;
    this.index.touch(slot);
  }

  setBox(slot: number, box: Box): void {
    this.boxes.set(box, slot * 4);
    this.changed[slot] = 1;
    this.#shapes.delete(slot);
    this.index.touch(slot);
  }

  setClass(slot: number, name: string): void {
    this.classIndex[slot] = this.#placeOf(name);
    this.changed[slot] = 1;
    this.#judge(slot);
  }

  remove(slot: number): void {
    this.living -= this.alive[slot] ?? 0;
    this.alive[slot] = 0;
    this.index.touch(slot);
  }

  #judge(slot: number): void {
    const untouched = this.classIndex[slot] === this.#modelClass[slot];
    this.corrected[slot] = untouched ? (this.overruled[slot] ?? 0) : 0;
  }

  #placeOf(name: string): number {
    const place = this.classes.findIndex((one) => one.name === name);
    if (place < 0) throw new RangeError(`class ${name} is not in the annotation`);
    return place;
  }

  #newSlot(id: string): number {
    if (this.count === this.alive.length) this.#grow(this.count * 2);
    this.#slots.set(id, this.count);
    this.ids.push(id);
    return this.count++;
  }

  #grow(capacity: number): void {
    this.boxes = grown(this.boxes, new Float32Array(capacity * 4));
    this.score = grown(this.score, new Float32Array(capacity));
    this.classScore = grown(this.classScore, new Float32Array(capacity));
    this.classIndex = grown(this.classIndex, new Uint8Array(capacity));
    this.corrected = grown(this.corrected, new Uint8Array(capacity));
    this.overruled = grown(this.overruled, new Uint8Array(capacity));
    this.#modelClass = grown(this.#modelClass, new Uint8Array(capacity));
    this.changed = grown(this.changed, new Uint8Array(capacity));
    this.alive = grown(this.alive, new Uint8Array(capacity));
  }
}

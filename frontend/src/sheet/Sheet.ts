import type { CellClass } from '../api/types';
import type { AnnotationStore } from '../annotations/AnnotationStore';
import type { Editor } from '../annotations/Editor';
import type { Clash } from '../annotations/merge';
import { newCellId } from '../annotations/ids';
import type { Box, Operation } from '../annotations/types';
import { arrange, type SheetCell, type SheetOrder, type SheetSection } from './arrange';
import { jointState } from './jointState';

export interface SheetPicture {
  id: string;
  filename: string;
  editor: Editor;
}

/** What is known of one cell now. */
export interface CellNow {
  store: AnnotationStore;
  slot: number;
}

/** The most similar cells to one, from most to least; those that were not compared are missing. */
export interface Likeness {
  anchor: SheetCell;
  rank: ReadonlyMap<string, number>;
}

export const keyOfCell = ({ picture, id }: SheetCell): string => `${picture.id}/${id}`;
const TELL_MS = 16;

/**
 * Cells of many pictures side by side. Each picture keeps an editor of its own, which saves, undoes and merges as it
 * does when the picture alone is open; a gesture here may go over many of them and is still one step of undo.
 * A cell keeps its place until the sheet is arranged anew, so that nothing jumps under the pointer.
 */
export class Sheet {
  readonly pictures: readonly SheetPicture[];
  cells: readonly SheetCell[] = [];
  sections: readonly SheetSection[] = [];
  order: SheetOrder = 'doubt';
  grouped = true;
  likeness: Likeness | null = null;
  selection: ReadonlySet<number> = new Set();
  /** Place in `classes` of what new cells are. */
  activeClass = 0;
  /** Where the keyboard is: on which cell, and where pictures are shown, on which of them. */
  focus: number | null = null;
  pictureFocus: number | null = null;
  /** Grows with every change that shows, `arranged` when places change. */
  version = 0;
  arranged = 0;
  readonly #listeners = new Set<() => void>();
  #done: Editor[][] = [];
  #undone: Editor[][] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pictures: readonly SheetPicture[]) {
    this.pictures = pictures;
    for (const { editor } of pictures) editor.subscribe(() => this.#tellSoon());
    this.arrange();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getVersion = (): number => this.version;

  /** Every class of any picture, in the order in which they first stand: its place is its key. */
  get classes(): CellClass[] {
    const found = new Map<string, CellClass>();
    for (const { editor } of this.pictures)
      for (const one of editor.store.classes) if (!found.has(one.name)) found.set(one.name, one);
    return [...found.values()];
  }

  get save(): Editor['save'] {
    return jointState(this.pictures.map(({ editor }) => editor.save));
  }

  get isAtRisk(): boolean {
    return this.pictures.some(({ editor }) => editor.isAtRisk);
  }

  get clashing(): { editor: Editor; clashes: Clash[] } | null {
    const found = this.pictures.find(({ editor }) => editor.clashes.length > 0);
    return found ? { editor: found.editor, clashes: found.editor.clashes } : null;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** The cell as it is now; null once it was deleted. */
  now(cell: number): CellNow | null {
    const one = this.cells[cell];
    if (!one) return null;
    const { store } = one.picture.editor;
    const slot = store.slotOf(one.id);
    return slot === null ? null : { store, slot };
  }

  classOf(cell: number): string | null {
    const now = this.now(cell);
    return now?.store.classAt(now.slot) ?? null;
  }

  /** Sorts and groups anew; deleted cells leave, selected ones stay selected. */
  arrange(change: Partial<Pick<Sheet, 'order' | 'grouped' | 'likeness'>> = {}): void {
    Object.assign(this, change);
    const chosen = new Set([...this.selection].map((at) => this.#keyAt(at)));
    const focused = this.focus === null ? null : this.#keyAt(this.focus);
    ({ cells: this.cells, sections: this.sections } = arrange(this));
    this.selection = new Set([...this.cells.keys()].filter((at) => chosen.has(this.#keyAt(at))));
    const found = this.cells.findIndex((_, at) => this.#keyAt(at) === focused);
    this.focus = found < 0 ? null : found;
    this.arranged += 1;
    this.tell();
  }

  select(cells: Iterable<number>): void {
    this.selection = new Set([...cells].filter((cell) => this.now(cell) !== null));
    this.tell();
  }

  toggle(cell: number): void {
    const next = new Set(this.selection);
    if (!next.delete(cell)) next.add(cell);
    this.focus = cell;
    this.select(next);
  }

  setFocus(cell: number | null): void {
    this.focus = cell;
    this.tell();
  }

  setPictureFocus(picture: number | null): void {
    this.pictureFocus = picture;
    this.tell();
  }

  /** Gives the selected cells a class, in whatever pictures they are, and lets them go. */
  classify(place: number): void {
    const chosen = this.classes[place];
    if (!chosen) return;
    this.activeClass = place;
    this.#perform([...this.selection], (picture, ids) => {
      const { store } = picture.editor;
      const wrong = ids.filter((id) => store.classAt(store.slotOf(id) ?? -1) !== chosen.name);
      if (wrong.length === 0) return [];
      return [...named(store, chosen), { op: 'classify', ids: wrong, class: chosen.name }];
    });
    this.select([]);
  }

  /** Makes a class the one of new cells. */
  setActiveClass(place: number): void {
    if (place < this.classes.length) this.activeClass = place;
    this.tell();
  }

  /** A cell that was missed, of the active class. It stands on the sheet once that is arranged anew. */
  add(picture: SheetPicture, box: Box): void {
    const chosen = this.classes[this.activeClass];
    if (!chosen) return;
    const { editor } = picture;
    const add: Operation = { op: 'add', id: newCellId(), box, class: chosen.name };
    this.#record(editor.perform([...named(editor.store, chosen), add]) ? [picture] : []);
  }

  /** Takes a false box of a picture away. */
  removeFrom(picture: SheetPicture, id: string): void {
    this.#record(picture.editor.perform([{ op: 'delete', ids: [id] }]) ? [picture] : []);
  }

  remove(cells: Iterable<number>): void {
    this.#perform([...cells], (_, ids) => [{ op: 'delete', ids }]);
    this.select(this.selection);
  }

  /** Says of every picture that all in it was looked at. @returns of how many it was not said before */
  checkAll(): number {
    const open = this.pictures.filter(({ editor }) => !editor.store.isChecked(wholeOf(editor)));
    this.#record(
      open.filter(({ editor }) => editor.perform([{ op: 'check', region: wholeOf(editor) }])),
    );
    return open.length;
  }

  undo(): void {
    const editors = this.#done.pop();
    if (!editors) return;
    for (const editor of editors) editor.undo();
    this.#undone.push(editors);
    this.tell();
  }

  redo(): void {
    const editors = this.#undone.pop();
    if (!editors) return;
    for (const editor of editors) editor.redo();
    this.#done.push(editors);
    this.tell();
  }

  /** Forgets what is not saved of the pictures whose changes the service refused, and shows what it has of them. */
  async discardRefused(): Promise<void> {
    const refused = new Set(
      this.pictures.map(({ editor }) => editor).filter(({ save }) => save.kind === 'refused'),
    );
    const others = (steps: Editor[][]) =>
      steps
        .map((step) => step.filter((editor) => !refused.has(editor)))
        .filter((step) => step.length > 0);
    this.#done = others(this.#done);
    this.#undone = others(this.#undone);
    await Promise.all([...refused].map((editor) => editor.discard()));
    this.arrange();
  }

  flush(): void {
    for (const { editor } of this.pictures) editor.flush();
  }

  tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.version += 1;
    for (const listener of this.#listeners) listener();
  }

  #perform(
    cells: readonly number[],
    make: (picture: SheetPicture, ids: string[]) => Operation[],
  ): void {
    const byPicture = new Map<SheetPicture, string[]>();
    for (const cell of cells) {
      const one = this.cells[cell];
      if (!one || this.now(cell) === null) continue;
      const ids = byPicture.get(one.picture) ?? [];
      ids.push(one.id);
      byPicture.set(one.picture, ids);
    }
    const changed = [...byPicture].filter(([picture, ids]) =>
      picture.editor.perform(make(picture, ids)),
    );
    this.#record(changed.map(([picture]) => picture));
  }

  #record(pictures: readonly SheetPicture[]): void {
    if (pictures.length > 0) {
      this.#done.push(pictures.map(({ editor }) => editor));
      this.#undone = [];
    }
    this.tell();
  }

  #keyAt(at: number): string {
    const cell = this.cells[at];
    return cell ? keyOfCell(cell) : '';
  }

  /** A gesture over hundreds of pictures is told once. */
  #tellSoon(): void {
    this.#timer ??= setTimeout(() => this.tell(), TELL_MS);
  }
}

/** What a picture needs before its cells can have a class. */
const named = (store: AnnotationStore, { name, target }: CellClass): Operation[] =>
  store.hasClass(name) ? [] : [{ op: 'add-class', name, target }];

const wholeOf = ({ size }: Editor): [number, number, number, number] => [
  0,
  0,
  size.width,
  size.height,
];

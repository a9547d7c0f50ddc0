import { CropTiles } from './CropTiles';
import { inOrder, type Layout, layOut, neighbour, placeOf } from './layout';
import { type Draft, paintSheet } from './paintSheet';
import type { Sheet } from './Sheet';

export interface SheetParts {
  scroller: HTMLElement;
  canvas: HTMLCanvasElement;
  /** As high as all rows, so that the scroller scrolls; the canvas stays in view. */
  spacer: HTMLElement;
}

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';
const MARGIN = 50;

/** Paints the part of a sheet that is in view, whenever something of it changed. Framework-free. */
export class SheetView {
  layout: Layout;
  draft: Draft | null = null;
  readonly sheet: Sheet;
  readonly parts: SheetParts;
  readonly #tiles = new CropTiles(() => this.paintSoon());
  readonly #heading: (name: string | null, count: number) => string;
  readonly #observer: ResizeObserver;
  readonly #unsubscribe: () => void;
  #side: number;
  #arranged = -1;
  #frame = 0;

  constructor(
    parts: SheetParts,
    sheet: Sheet,
    side: number,
    heading: (name: string | null, count: number) => string,
  ) {
    this.parts = parts;
    this.sheet = sheet;
    this.#side = side;
    this.#heading = heading;
    this.layout = layOut([], 0, side);
    this.#observer = new ResizeObserver(() => this.#layOut());
    this.#observer.observe(parts.scroller);
    this.#unsubscribe = sheet.subscribe(() => this.#changed());
    parts.scroller.addEventListener('scroll', this.paintSoon);
    this.#layOut();
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#unsubscribe();
    this.parts.scroller.removeEventListener('scroll', this.paintSoon);
  }

  /** The cell that was first in view stays in view. */
  setSide(side: number): void {
    const { scrollTop } = this.parts.scroller;
    const share = scrollTop / Math.max(1, this.layout.height);
    this.#side = side;
    this.#layOut();
    this.parts.scroller.scrollTop = share * this.layout.height;
  }

  setDraft(draft: Draft | null): void {
    this.draft = draft;
    this.paintSoon();
  }

  /** Moves the keyboard's place; with `extend` what lies between is selected too. */
  go(to: Direction, extend: boolean): void {
    const order = inOrder(this.layout);
    const from = this.sheet.focus;
    const cell =
      to === 'first' || to === 'last'
        ? order.at(to === 'first' ? 0 : -1)
        : neighbour(this.layout, from, to);
    if (cell === undefined || cell === null) return;
    if (extend) this.extendTo(cell);
    else this.sheet.setFocus(cell);
    this.reveal(cell);
  }

  /** Selects all from the keyboard's place to a cell, in reading order. */
  extendTo(cell: number): void {
    const order = inOrder(this.layout);
    const from = order.indexOf(this.sheet.focus ?? cell);
    const to = order.indexOf(cell);
    const between = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.sheet.focus = cell;
    this.sheet.select([...this.sheet.selection, ...between]);
  }

  reveal(cell: number): void {
    const { scroller } = this.parts;
    const place = placeOf(this.layout, cell);
    if (!place) return;
    const { scrollTop, clientHeight } = scroller;
    if (place.y - MARGIN < scrollTop) scroller.scrollTop = place.y - MARGIN;
    else if (place.y + this.#side + MARGIN > scrollTop + clientHeight)
      scroller.scrollTop = place.y + this.#side + MARGIN - clientHeight;
  }

  turnPage(by: 1 | -1): void {
    const { scroller } = this.parts;
    scroller.scrollTop += by * (scroller.clientHeight - this.#side);
  }

  readonly paintSoon = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  };

  #changed(): void {
    if (this.#arranged === this.sheet.arranged) this.paintSoon();
    else {
      this.parts.scroller.scrollTop = 0;
      this.#layOut();
    }
  }

  #layOut(): void {
    const { scroller, spacer } = this.parts;
    this.#arranged = this.sheet.arranged;
    this.layout = layOut(this.sheet.sections, scroller.clientWidth, this.#side);
    spacer.style.height = `${this.layout.height}px`;
    this.paintSoon();
  }

  #paint(): void {
    const { scroller, canvas } = this.parts;
    const { clientWidth: width, clientHeight: height, scrollTop } = scroller;
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    const context = canvas.getContext('2d');
    if (!context) return;
    const { sheet, layout, draft } = this;
    const view = { sheet, layout, draft, scrollTop, width, height, ratio };
    const painted = paintSheet(context, { ...view, tiles: this.#tiles, heading: this.#heading });
    canvas.dataset['drawn'] = String(painted.drawn);
    canvas.dataset['whole'] = String(painted.whole);
  }
}

import type { Point } from '../annotations/choose';
import type { SheetSection } from './arrange';
import { CropTiles } from './CropTiles';
import { inOrder, type Layout, layOut, neighbour, placeOf } from './layout';
import type { Sheet } from './Sheet';

export interface SheetParts {
  scroller: HTMLElement;
  canvas: HTMLCanvasElement;
  /** As high as all rows, so that the scroller scrolls; the canvas stays in view. */
  spacer: HTMLElement;
}

/** The part of the whole that the canvas shows, in screen pixels. */
export interface Frame {
  scrollTop: number;
  width: number;
  height: number;
  ratio: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';
const MARGIN = 50;

/** Squares in rows, of which the part in view is painted whenever something of it changed. Framework-free. */
export abstract class ScrolledCanvas {
  layout: Layout;
  readonly sheet: Sheet;
  readonly parts: SheetParts;
  protected readonly tiles = new CropTiles(() => this.paintSoon());
  readonly #observer: ResizeObserver;
  readonly #unsubscribe: () => void;
  #side: number;
  #frame = 0;

  constructor(parts: SheetParts, sheet: Sheet, side: number) {
    this.parts = parts;
    this.sheet = sheet;
    this.#side = side;
    this.layout = layOut([], 0, side);
    this.#observer = new ResizeObserver(() => this.layOutAnew());
    this.#observer.observe(parts.scroller);
    this.#unsubscribe = sheet.subscribe(() => this.changed());
    parts.scroller.addEventListener('scroll', this.paintSoon);
    this.layOutAnew();
  }

  protected abstract sections(): readonly SheetSection[];

  /** @returns how many squares, and whether all of their tiles were there */
  protected abstract paint(
    context: CanvasRenderingContext2D,
    frame: Frame,
  ): { drawn: number; whole: boolean };

  /** The square where the keyboard is. */
  protected abstract focused(): number | null;

  protected abstract setFocus(square: number, extend: boolean): void;

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#unsubscribe();
    this.parts.scroller.removeEventListener('scroll', this.paintSoon);
  }

  /** What was first in view stays in view. */
  setSide(side: number): void {
    const { scrollTop } = this.parts.scroller;
    const share = scrollTop / Math.max(1, this.layout.height);
    this.#side = side;
    this.layOutAnew();
    this.parts.scroller.scrollTop = share * this.layout.height;
  }

  /** Moves the keyboard's place; with `extend` what lies between is selected too. */
  go(to: Direction, extend: boolean): void {
    const order = inOrder(this.layout);
    const square =
      to === 'first' || to === 'last'
        ? order.at(to === 'first' ? 0 : -1)
        : neighbour(this.layout, this.focused(), to);
    if (square === undefined || square === null) return;
    this.setFocus(square, extend);
    this.reveal(square);
  }

  reveal(square: number): void {
    const { scroller } = this.parts;
    const place = placeOf(this.layout, square);
    if (!place) return;
    const { scrollTop, clientHeight } = scroller;
    if (place.y - MARGIN < scrollTop) scroller.scrollTop = place.y - MARGIN;
    else if (place.y + this.#side + MARGIN > scrollTop + clientHeight)
      scroller.scrollTop = place.y + this.#side + MARGIN - clientHeight;
  }

  /** Where the pointer is, in pixels of the whole. */
  pointOf({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): Point {
    const { canvas, scroller } = this.parts;
    const { left, top } = canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top + scroller.scrollTop };
  }

  turnPage(by: 1 | -1): void {
    const { scroller } = this.parts;
    scroller.scrollTop += by * (scroller.clientHeight - this.#side);
  }

  readonly paintSoon = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  };

  protected changed(): void {
    this.paintSoon();
  }

  protected layOutAnew(): void {
    const { scroller, spacer } = this.parts;
    this.layout = layOut(this.sections(), scroller.clientWidth, this.#side);
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
    const painted = this.paint(context, { scrollTop, width, height, ratio });
    canvas.dataset['drawn'] = String(painted.drawn);
    canvas.dataset['whole'] = String(painted.whole);
  }
}

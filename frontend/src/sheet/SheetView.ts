import type { SheetSection } from './arrange';
import { inOrder } from './layout';
import { type Draft, paintSheet } from './paintSheet';
import { type Frame, ScrolledCanvas, type SheetParts } from './ScrolledCanvas';
import type { Sheet } from './Sheet';

export type Heading = (name: string | null, count: number) => string;

/** The cells of a sheet as crops, section under section. */
export class SheetView extends ScrolledCanvas {
  draft: Draft | null = null;
  readonly #heading: Heading;
  #arranged: number;

  constructor(parts: SheetParts, sheet: Sheet, side: number, heading: Heading) {
    super(parts, sheet, side);
    this.#heading = heading;
    this.#arranged = sheet.arranged;
  }

  setDraft(draft: Draft | null): void {
    this.draft = draft;
    this.paintSoon();
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

  protected override sections(): readonly SheetSection[] {
    return this.sheet.sections;
  }

  protected override focused(): number | null {
    return this.sheet.focus;
  }

  protected override setFocus(cell: number, extend: boolean): void {
    if (extend) this.extendTo(cell);
    else this.sheet.setFocus(cell);
  }

  protected override changed(): void {
    if (this.#arranged === this.sheet.arranged) {
      this.paintSoon();
      return;
    }
    this.#arranged = this.sheet.arranged;
    this.parts.scroller.scrollTop = 0;
    this.layOutAnew();
  }

  protected override paint(context: CanvasRenderingContext2D, frame: Frame) {
    const { sheet, layout, draft, tiles } = this;
    return paintSheet(context, { sheet, layout, draft, tiles, ...frame, heading: this.#heading });
  }
}

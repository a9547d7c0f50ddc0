import type { Point } from '../annotations/choose';
import { cellAt, inLasso, inRectangle } from './layout';
import type { Draft } from './paintSheet';
import { listen } from './pointerEvents';
import type { SheetView } from './SheetView';

export type SheetTool = 'rectangle' | 'lasso';

const CLICK_REACH = 5;
const EDGE = 28;
const SCROLL_STEP = 14;

interface Drag {
  from: Point;
  at: Point;
  outline: Point[];
  clientY: number;
  moved: boolean;
  remove: boolean;
}

/**
 * What a pointer does on a sheet: a click takes a cell into the selection or out of it, with Shift all up to it; a drag
 * selects a rectangle or goes round cells, with Alt it lets them go; the right button takes a false box away.
 * A finger scrolls, unless it was said that it selects.
 */
export class SheetPointer {
  tool: SheetTool = 'rectangle';
  fingerSelects = false;
  readonly #view: SheetView;
  readonly #onOpen: (cell: number) => void;
  #drag: Drag | null = null;
  #byFinger = false;
  readonly #gone = new AbortController();
  #frame = 0;

  constructor(view: SheetView, onOpen: (cell: number) => void) {
    this.#view = view;
    this.#onOpen = onOpen;
    const handlers = {
      down: this.#down,
      move: this.#move,
      up: this.#up,
      cancel: this.#cancel,
      menu: this.#menu,
      double: this.#double,
    };
    listen(view.parts.canvas, handlers, this.#gone.signal);
  }

  destroy(): void {
    this.#cancel();
    this.#gone.abort();
  }

  readonly #down = (event: PointerEvent): void => {
    this.#byFinger = event.pointerType === 'touch';
    if (event.button !== 0 || !event.isPrimary) return;
    const at = this.#view.pointOf(event);
    const { clientY, altKey: remove } = event;
    this.#drag = { from: at, at, outline: [at], clientY, moved: false, remove };
    if (!this.#byFinger || this.fingerSelects) {
      this.#view.parts.canvas.setPointerCapture(event.pointerId);
    }
  };

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag) return;
    drag.clientY = event.clientY;
    this.#dragTo(drag, this.#view.pointOf(event));
    if (drag.moved && this.#frame === 0) this.#frame = requestAnimationFrame(this.#scrollOn);
  };

  #dragTo(drag: Drag, at: Point): void {
    drag.at = at;
    const { from } = drag;
    drag.moved ||= Math.max(Math.abs(at.x - from.x), Math.abs(at.y - from.y)) > CLICK_REACH;
    if (!drag.moved) return;
    drag.outline.push(at);
    this.#view.setDraft(this.#draftOf(drag));
  }

  #draftOf({ from, at, outline }: Drag): Draft {
    if (this.tool === 'lasso') return { kind: 'lasso', outline };
    const area = {
      x1: Math.min(from.x, at.x),
      y1: Math.min(from.y, at.y),
      x2: Math.max(from.x, at.x),
      y2: Math.max(from.y, at.y),
    };
    return { kind: 'rectangle', area };
  }

  /** A drag held at the edge scrolls on. */
  readonly #scrollOn = (): void => {
    this.#frame = 0;
    const drag = this.#drag;
    if (!drag) return;
    const { scroller, canvas } = this.#view.parts;
    const { top, bottom } = canvas.getBoundingClientRect();
    const step =
      drag.clientY < top + EDGE ? -SCROLL_STEP : drag.clientY > bottom - EDGE ? SCROLL_STEP : 0;
    const before = scroller.scrollTop;
    scroller.scrollTop += step;
    const moved = scroller.scrollTop - before;
    if (moved !== 0) this.#dragTo(drag, { x: drag.at.x, y: drag.at.y + moved });
    this.#frame = requestAnimationFrame(this.#scrollOn);
  };

  readonly #up = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.#cancel();
    if (!drag) return;
    if (drag.moved) this.#choose(drag);
    else this.#click(drag.from, event.shiftKey);
  };

  #choose(drag: Drag): void {
    const { layout, sheet } = this.#view;
    const draft = this.#draftOf(drag);
    const found =
      draft.kind === 'lasso' ? inLasso(layout, draft.outline) : inRectangle(layout, draft.area);
    if (drag.remove) {
      const gone = new Set(found);
      sheet.select([...sheet.selection].filter((cell) => !gone.has(cell)));
    } else sheet.select([...sheet.selection, ...found]);
  }

  #click(at: Point, extend: boolean): void {
    const { layout, sheet } = this.#view;
    const cell = cellAt(layout, at);
    if (cell === null) return;
    if (extend) this.#view.extendTo(cell);
    else sheet.toggle(cell);
  }

  readonly #cancel = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#drag = null;
    this.#view.setDraft(null);
  };

  /** The right button: the cell under it, with all that is selected where it is one of these. */
  readonly #menu = (event: MouseEvent): void => {
    event.preventDefault();
    // A finger held still asks for a menu too.
    if (this.#byFinger) return;
    const { layout, sheet } = this.#view;
    const cell = cellAt(layout, this.#view.pointOf(event));
    if (cell !== null) sheet.remove(sheet.selection.has(cell) ? sheet.selection : [cell]);
  };

  readonly #double = (event: MouseEvent): void => {
    const cell = cellAt(this.#view.layout, this.#view.pointOf(event));
    if (cell !== null) this.#onOpen(cell);
  };
}

import { boxBetween, isLargeEnough } from '../annotations/boxes';
import { cellAt as boxUnder } from '../cells/cellStore';
import type { PictureView } from './PictureView';
import { listen } from './pointerEvents';
import type { SheetPicture } from './Sheet';

interface Drag {
  picture: SheetPicture;
  x: number;
  y: number;
}

const REACH_PX = 3;

/**
 * What a pointer does on the pictures of a sheet: a drag draws a cell of the active class, the right button takes a false
 * box away, a double click opens the picture. A finger scrolls, unless it was said that it draws.
 */
export class PicturePointer {
  fingerSelects = false;
  readonly #view: PictureView;
  readonly #onOpen: (picture: SheetPicture) => void;
  #drag: Drag | null = null;
  #byFinger = false;
  readonly #gone = new AbortController();

  constructor(view: PictureView, onOpen: (picture: SheetPicture) => void) {
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
    if (this.#byFinger && !this.fingerSelects) return;
    const picture = this.#view.pictureAt(this.#view.pointOf(event));
    if (picture === null) return;
    this.#drag = { picture, ...this.#view.pixelAt(picture, this.#view.pointOf(event)) };
    this.#view.parts.canvas.setPointerCapture(event.pointerId);
  };

  readonly #move = (event: PointerEvent): void => {
    const box = this.#boxTo(event);
    if (box !== null && this.#drag) this.#view.setDraft({ picture: this.#drag.picture, box });
  };

  readonly #up = (event: PointerEvent): void => {
    const box = this.#boxTo(event);
    const drag = this.#drag;
    this.#cancel();
    if (box !== null && drag && isLargeEnough(box)) this.#view.sheet.add(drag.picture, box);
  };

  #boxTo(event: PointerEvent) {
    if (!this.#drag) return null;
    const { picture } = this.#drag;
    const here = this.#view.pixelAt(picture, this.#view.pointOf(event));
    return boxBetween(this.#drag, here, picture.editor.size);
  }

  readonly #cancel = (): void => {
    this.#drag = null;
    this.#view.setDraft(null);
  };

  readonly #menu = (event: MouseEvent): void => {
    event.preventDefault();
    if (this.#byFinger) return;
    const picture = this.#view.pictureAt(this.#view.pointOf(event));
    if (picture === null) return;
    const { store, size } = picture.editor;
    const { x, y } = this.#view.pixelAt(picture, this.#view.pointOf(event));
    const reach = (REACH_PX * Math.max(size.width, size.height)) / this.#view.side;
    const slot = boxUnder(store, x, y, reach, (one) => store.alive[one] === 1);
    if (slot !== null) this.#view.sheet.removeFrom(picture, store.ids[slot] ?? '');
  };

  readonly #double = (event: MouseEvent): void => {
    const picture = this.#view.pictureAt(this.#view.pointOf(event));
    if (picture !== null) this.#onOpen(picture);
  };
}

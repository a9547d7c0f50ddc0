import type { Point } from '../annotations/choose';
import type { Box } from '../annotations/types';
import type { SheetSection } from './arrange';
import { fitted } from './fitted';
import { cellAt, placeOf } from './layout';
import { paintPictures } from './paintPictures';
import { type Frame, ScrolledCanvas, type SheetParts } from './ScrolledCanvas';
import type { Sheet, SheetPicture } from './Sheet';
import type { Heading } from './SheetView';

/** A box that is being drawn, in pixels of its picture. */
export interface PictureDraft {
  picture: SheetPicture;
  box: Box;
}

/** The pictures of a sheet with their boxes, side by side, so that a missed cell is drawn where it is seen. */
export class PictureView extends ScrolledCanvas {
  draft: PictureDraft | null = null;
  readonly #heading: Heading;

  constructor(parts: SheetParts, sheet: Sheet, side: number, heading: Heading) {
    super(parts, sheet, side);
    this.#heading = heading;
  }

  setDraft(draft: PictureDraft | null): void {
    this.draft = draft;
    this.paintSoon();
  }

  /** The picture under a point of the whole; null in a gap. */
  pictureAt(point: Point): SheetPicture | null {
    return this.sheet.pictures[cellAt(this.layout, point) ?? -1] ?? null;
  }

  /** Pixel of a picture under a point of the whole, which may lie outside of it. */
  pixelAt(picture: SheetPicture, { x, y }: Point): Point {
    const place = placeOf(this.layout, this.sheet.pictures.indexOf(picture));
    const { scale, left, top } = fitted(picture.editor.size, place ?? { x: 0, y: 0 }, this.side);
    return { x: (x - left) / scale, y: (y - top) / scale };
  }

  get side(): number {
    return this.layout.side;
  }

  protected override sections(): readonly SheetSection[] {
    return [{ name: null, target: false, cells: [...this.sheet.pictures.keys()] }];
  }

  protected override focused(): number | null {
    return this.sheet.pictureFocus;
  }

  protected override setFocus(picture: number): void {
    this.sheet.setPictureFocus(picture);
  }

  protected override paint(context: CanvasRenderingContext2D, frame: Frame) {
    const { sheet, layout, draft, tiles } = this;
    return paintPictures(context, {
      sheet,
      layout,
      draft,
      tiles,
      ...frame,
      heading: this.#heading,
    });
  }
}

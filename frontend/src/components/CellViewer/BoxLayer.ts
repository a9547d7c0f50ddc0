import type OpenSeadragon from 'openseadragon';
import { drawScene, type Placement, type SceneDrawer } from '../../cells/drawBoxes';
import { boxOf, cellAt, type CellStore } from '../../cells/cellStore';
import { pictureAt, placementOf } from './placement';

export interface Shown {
  store: CellStore;
  mask: Uint8Array;
  /** How its boxes are drawn, where not as a prediction's. */
  draw?: SceneDrawer;
}

/** Draws over the boxes. `ratio` is the canvas pixels of one screen pixel. */
export type Painter = (
  context: CanvasRenderingContext2D,
  placement: Placement,
  ratio: number,
) => void;

const REACH = 3;
const changes = ['open', 'update-viewport', 'resize'] as const;

/** Draws the boxes of one picture on a canvas over the viewer, again whenever either moves or changes. */
export class BoxLayer {
  readonly #viewer: OpenSeadragon.Viewer;
  readonly #canvas: HTMLCanvasElement;
  readonly #width: number;
  #shown: Shown | null = null;
  #hovered: number | null = null;
  #painter: Painter | null = null;
  #frame = 0;

  constructor(viewer: OpenSeadragon.Viewer, canvas: HTMLCanvasElement, width: number) {
    this.#viewer = viewer;
    this.#canvas = canvas;
    this.#width = width;
    for (const event of changes) viewer.addHandler(event, this.#draw);
    viewer.addHandler('animation-start', this.#start);
    viewer.addHandler('animation-finish', this.#rest);
    this.#rest();
  }

  show(shown: Shown | null): void {
    this.#shown = shown;
    this.#ask();
  }

  hover(cell: number | null): void {
    if (cell === this.#hovered) return;
    this.#hovered = cell;
    this.#ask();
  }

  paintOver(painter: Painter | null): void {
    this.#painter = painter;
    this.#ask();
  }

  /** Picture pixel under a point of the element, and the picture pixels of one screen pixel there. */
  pictureAt(x: number, y: number): { x: number; y: number; unit: number } | null {
    const placement = this.#placement();
    if (!placement) return null;
    const [atX, atY] = pictureAt(placement, x, y, devicePixelRatio);
    return { x: atX, y: atY, unit: devicePixelRatio / placement.scale };
  }

  /** The shown cell under a point of the element, in screen pixels. */
  cellUnder(x: number, y: number): number | null {
    const placement = this.#placement();
    if (!placement || !this.#shown) return null;
    const { store, mask } = this.#shown;
    const [atX, atY] = pictureAt(placement, x, y, devicePixelRatio);
    const reach = (REACH * devicePixelRatio) / placement.scale;
    return cellAt(store, atX, atY, reach, (cell) => mask[cell] === 1);
  }

  /** Middle of a cell's right edge in screen pixels of the element. */
  anchorOf(cell: number): { x: number; y: number } | null {
    const placement = this.#placement();
    if (!placement || !this.#shown) return null;
    const { x2, y1, y2 } = boxOf(this.#shown.store, cell);
    return {
      x: (x2 * placement.scale + placement.offsetX) / devicePixelRatio,
      y: (((y1 + y2) / 2) * placement.scale + placement.offsetY) / devicePixelRatio,
    };
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    for (const event of changes) this.#viewer.removeHandler(event, this.#draw);
    this.#viewer.removeHandler('animation-start', this.#start);
    this.#viewer.removeHandler('animation-finish', this.#rest);
  }

  #placement(): Placement | null {
    return placementOf(this.#viewer, this.#width, devicePixelRatio);
  }

  #ask(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#draw);
  }

  readonly #start = (): void => this.#tellMoving(true);

  readonly #rest = (): void => this.#tellMoving(false);

  /** Whether the picture glides: what stands in `#tell` is not the last word then. */
  #tellMoving(moving: boolean): void {
    this.#canvas.dataset['moving'] = String(moving);
  }

  readonly #draw = (): void => {
    const context = this.#canvas.getContext('2d');
    const placement = this.#placement();
    if (!context || !placement) return;
    this.#fit();
    const { drawn, detail } = this.#drawBoxes(context, placement);
    this.#painter?.(context, placement, devicePixelRatio);
    this.#tell(placement, drawn, detail);
  };

  #drawBoxes(context: CanvasRenderingContext2D, placement: Placement) {
    const { width, height } = this.#canvas;
    if (!this.#shown) {
      context.clearRect(0, 0, width, height);
      return { drawn: 0, detail: 'none' };
    }
    const view = { placement, width, height, ratio: devicePixelRatio };
    const { store, mask, draw = drawScene } = this.#shown;
    return draw(context, { store, mask, ...view, hovered: this.#hovered });
  }

  /** One canvas pixel a device pixel. */
  #fit(): void {
    const width = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    const height = Math.round(this.#canvas.clientHeight * devicePixelRatio);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
  }

  /** What is on the canvas and where, for whoever reads its pixels. */
  #tell({ scale, offsetX, offsetY }: Placement, drawn: number, detail: string): void {
    const { dataset } = this.#canvas;
    dataset['drawn'] = String(drawn);
    dataset['detail'] = detail;
    dataset['scale'] = String(scale);
    dataset['offsetX'] = String(offsetX);
    dataset['offsetY'] = String(offsetY);
  }
}

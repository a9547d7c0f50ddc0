import type OpenSeadragon from 'openseadragon';
import type { Box } from '../../annotations/types';
import { apiBase } from '../../api/client';

const KEPT_TILES = 64;
const MARGIN = 0.35;

function loadImage(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    if (apiBase) image.crossOrigin = 'use-credentials';
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(`tile ${url} did not load`));
    image.src = url;
  });
}

/** Cuts cells out of the tiles of a deep-zoom picture: no picture is ever loaded whole. */
export class TileCropper {
  readonly #source: OpenSeadragon.TileSource;
  readonly #tiles = new Map<string, Promise<HTMLImageElement>>();

  constructor(source: OpenSeadragon.TileSource) {
    this.#source = source;
  }

  /** Draws the square about a box, with a margin, over the whole canvas. */
  async draw(canvas: HTMLCanvasElement, [x1, y1, x2, y2]: Box): Promise<void> {
    const side = Math.max(x2 - x1, y2 - y1) * (1 + 2 * MARGIN);
    const left = (x1 + x2 - side) / 2;
    const top = (y1 + y2 - side) / 2;
    const tiles = await Promise.all(this.#covering(left, top, side));
    const context = canvas.getContext('2d');
    if (!context) return;
    const scale = canvas.width / side;
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (const { image, x, y } of tiles) {
      const place = [(x - left) * scale, (y - top) * scale] as const;
      context.drawImage(image, ...place, image.width * scale, image.height * scale);
    }
    context.strokeStyle = '#ffffffb0';
    context.strokeRect(
      (x1 - left) * scale,
      (y1 - top) * scale,
      (x2 - x1) * scale,
      (y2 - y1) * scale,
    );
  }

  /** Tiles of the full resolution that touch a square, each with the picture pixel of its corner. */
  #covering(left: number, top: number, side: number) {
    const { maxLevel, tileOverlap } = this.#source;
    const [width, height] = [
      this.#source.getTileWidth(maxLevel),
      this.#source.getTileHeight(maxLevel),
    ];
    const { x: columns, y: rows } = this.#source.getNumTiles(maxLevel);
    const tiles = [];
    for (
      let row = Math.max(0, Math.floor(top / height));
      row < rows && row * height < top + side;
      row++
    ) {
      for (
        let column = Math.max(0, Math.floor(left / width));
        column < columns && column * width < left + side;
        column++
      ) {
        const x = column * width - (column > 0 ? tileOverlap : 0);
        const y = row * height - (row > 0 ? tileOverlap : 0);
        tiles.push(this.#tile(column, row).then((image) => ({ image, x, y })));
      }
    }
    return tiles;
  }

  #tile(column: number, row: number): Promise<HTMLImageElement> {
    const url = this.#source.getTileUrl(this.#source.maxLevel, column, row) as string;
    const kept = this.#tiles.get(url) ?? loadImage(url);
    this.#tiles.delete(url);
    this.#tiles.set(url, kept);
    const oldest = this.#tiles.keys().next().value;
    if (this.#tiles.size > KEPT_TILES && oldest !== undefined) this.#tiles.delete(oldest);
    return kept;
  }
}

import { apiBase } from '../api/client';
import { urlOf } from '../api/urls';
import type { Box } from '../annotations/types';

export interface TiledPicture {
  id: string;
  width: number;
  height: number;
}

/** Side and overlap of the tiles that the service cuts. */
const TILE = 256;
const OVERLAP = 1;
const MARGIN = 0.35;
const KEPT = 512;
const AT_ONCE = 6;

interface Kept {
  image: HTMLImageElement | null;
  failed: boolean;
  /** The painting that last asked for it. */
  asked: number;
}

type Load = (url: string) => Promise<HTMLImageElement>;

async function loadImage(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  if (apiBase) image.crossOrigin = 'use-credentials';
  image.src = url;
  await image.decode();
  return image;
}

/**
 * Crops of cells of any number of pictures, drawn from their deep-zoom tiles. A few tiles are fetched at once, those of
 * the newest painting first, and a bounded number is kept; what a painting uses is never dropped by it.
 */
export class CropTiles {
  readonly #tiles = new Map<string, Kept>();
  readonly #load: Load;
  readonly #onTile: () => void;
  #waiting: string[] = [];
  #loading = 0;
  #painting = 0;

  constructor(onTile: () => void, load: Load = loadImage) {
    this.#onTile = onTile;
    this.#load = load;
  }

  /** Call before each painting. */
  begin(): void {
    this.#painting += 1;
    this.#waiting = [];
  }

  /** Call after each painting: asks for what was missing. */
  end(): void {
    this.#waiting.reverse();
    this.#drop();
    this.#next();
  }

  /** Draws the square about a box, with a margin, at x, y. @returns whether all of it was there */
  draw(
    context: CanvasRenderingContext2D,
    picture: TiledPicture,
    [x1, y1, x2, y2]: Box,
    at: { x: number; y: number; side: number },
    margin = MARGIN,
  ): boolean {
    const cropped = Math.max(x2 - x1, y2 - y1) * (1 + 2 * margin);
    const maxLevel = Math.ceil(Math.log2(Math.max(picture.width, picture.height, 1)));
    const halvings = Math.min(maxLevel, Math.max(0, Math.floor(Math.log2(cropped / at.side))));
    const shrink = 2 ** -halvings;
    const left = ((x1 + x2 - cropped) / 2) * shrink;
    const top = ((y1 + y2 - cropped) / 2) * shrink;
    const scale = at.side / (cropped * shrink);
    const wide = { width: picture.width * shrink, height: picture.height * shrink };
    let whole = true;
    context.save();
    context.beginPath();
    context.rect(at.x, at.y, at.side, at.side);
    context.clip();
    for (const tile of covering(left, top, cropped * shrink, wide)) {
      const url = urlOf('/api/v1/images/{image_id}/dzi_files/{level}/{col}_{row}.jpeg', {
        image_id: picture.id,
        level: maxLevel - halvings,
        col: tile.column,
        row: tile.row,
      });
      const { image, failed } = this.#tile(url);
      if (image) {
        const x = at.x + (tile.x - left) * scale;
        const y = at.y + (tile.y - top) * scale;
        context.drawImage(image, x, y, image.width * scale, image.height * scale);
      } else whole = whole && failed;
    }
    context.restore();
    return whole;
  }

  #tile(url: string): Kept {
    const kept = this.#tiles.get(url);
    if (kept) {
      kept.asked = this.#painting;
      return kept;
    }
    this.#waiting.push(url);
    return { image: null, failed: false, asked: this.#painting };
  }

  #next(): void {
    while (this.#loading < AT_ONCE) {
      const url = this.#waiting.pop();
      if (url === undefined) return;
      if (!this.#tiles.has(url)) void this.#fetch(url);
    }
  }

  async #fetch(url: string): Promise<void> {
    const kept: Kept = { image: null, failed: false, asked: this.#painting };
    this.#tiles.set(url, kept);
    this.#loading += 1;
    try {
      kept.image = await this.#load(url);
    } catch {
      // A tile that does not come leaves its crops empty; asking again at every painting would never end.
      kept.failed = true;
    }
    this.#loading -= 1;
    this.#next();
    this.#onTile();
  }

  #drop(): void {
    for (const [url, { asked, image, failed }] of this.#tiles) {
      if (this.#tiles.size <= KEPT) return;
      if (asked < this.#painting && (image !== null || failed)) this.#tiles.delete(url);
    }
  }
}

/** Tiles of a level that touch a square, each with the level's pixel of its corner. */
function covering(
  left: number,
  top: number,
  side: number,
  { width, height }: { width: number; height: number },
) {
  const first = (from: number) => Math.max(0, Math.floor(from / TILE));
  const last = (from: number, most: number) =>
    Math.min(Math.ceil(most / TILE) - 1, Math.floor((from + side) / TILE));
  const tiles = [];
  for (let row = first(top); row <= last(top, height); row++) {
    for (let column = first(left); column <= last(left, width); column++) {
      const x = column * TILE - (column > 0 ? OVERLAP : 0);
      const y = row * TILE - (row > 0 ? OVERLAP : 0);
      tiles.push({ column, row, x, y });
    }
  }
  return tiles;
}

import Flatbush from 'flatbush';
import type { Cell, CellClass } from '../api/types';

/** Finds what lies in a rectangle. */
export interface SpatialIndex {
  search: (x1: number, y1: number, x2: number, y2: number) => number[];
}

/** The cells of one picture in columns: 20,000 of them take a megabyte, and drawing touches no objects. */
export interface CellStore {
  readonly count: number;
  readonly classes: readonly CellClass[];
  /** x1, y1, x2, y2 of each cell in pixels of the full-resolution picture, origin top-left. */
  readonly boxes: Float32Array;
  readonly score: Float32Array;
  /** NaN where the model has no classifier. */
  readonly classScore: Float32Array;
  readonly classIndex: Uint8Array;
  readonly detectorClass: readonly string[];
  readonly corrected: Uint8Array;
  readonly index: SpatialIndex | null;
}

function indexOf(boxes: Float32Array, count: number): Flatbush | null {
  if (count === 0) return null;
  const index = new Flatbush(count, 16, Float32Array);
  for (let i = 0; i < boxes.length; i += 4) {
    index.add(boxes[i] ?? 0, boxes[i + 1] ?? 0, boxes[i + 2] ?? 0, boxes[i + 3] ?? 0);
  }
  index.finish();
  return index;
}

/** @throws RangeError when a cell has a class that the prediction does not list */
export function makeCellStore(cells: readonly Cell[], classes: readonly CellClass[]): CellStore {
  const places = new Map(classes.map(({ name }, place) => [name, place]));
  const boxes = new Float32Array(cells.flatMap((cell) => cell.box));
  const placeOf = (name: string) => {
    const place = places.get(name);
    if (place === undefined) throw new RangeError(`class ${name} is not in the prediction`);
    return place;
  };
  return {
    count: cells.length,
    classes,
    boxes,
    score: Float32Array.from(cells, (cell) => cell.score),
    classScore: Float32Array.from(cells, (cell) => cell.class_score ?? NaN),
    classIndex: Uint8Array.from(cells, (cell) => placeOf(cell.class)),
    detectorClass: cells.map((cell) => cell.detector_class),
    corrected: Uint8Array.from(cells, (cell) => Number(cell.corrected)),
    index: indexOf(boxes, cells.length),
  };
}

export interface Rectangle {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export function boxOf(store: CellStore, cell: number): Rectangle {
  const { boxes } = store;
  const at = cell * 4;
  return {
    x1: boxes[at] ?? 0,
    y1: boxes[at + 1] ?? 0,
    x2: boxes[at + 2] ?? 0,
    y2: boxes[at + 3] ?? 0,
  };
}

/** Cells whose boxes touch the rectangle. */
export function cellsIn(store: CellStore, area: Rectangle): number[] {
  return store.index?.search(area.x1, area.y1, area.x2, area.y2) ?? [];
}

const size = (store: CellStore, cell: number) => {
  const box = boxOf(store, cell);
  return (box.x2 - box.x1) * (box.y2 - box.y1);
};

/** The cell under a point, the smallest where boxes overlap, or null. `reach` widens the point, in picture pixels. */
export function cellAt(
  store: CellStore,
  x: number,
  y: number,
  reach: number,
  visible: (cell: number) => boolean,
): number | null {
  const area = { x1: x - reach, y1: y - reach, x2: x + reach, y2: y + reach };
  const found = cellsIn(store, area).filter(visible);
  return found.reduce<number | null>(
    (best, cell) => (best === null || size(store, cell) < size(store, best) ? cell : best),
    null,
  );
}

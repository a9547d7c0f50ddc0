import type OpenSeadragon from 'openseadragon';
import type { Cell } from '../src/api/types';
import { makeCellStore } from '../src/cells/cellStore';
import { boxColours } from '../src/cells/colours';
import { BoxLayer } from '../src/components/CellViewer/BoxLayer';
import { placementOf } from '../src/components/CellViewer/placement';
import { showByAnnotorious } from './annotorious.js';
import { classes, SIDE } from './field';

/** Shows cells over a viewer. @returns what takes them away again */
type Show = (
  viewer: OpenSeadragon.Viewer,
  canvas: HTMLCanvasElement,
  cells: readonly Cell[],
) => () => void;

const byPage: Show = (viewer, canvas, cells) => {
  const layer = new BoxLayer(viewer, canvas, SIDE);
  layer.show({ store: makeCellStore(cells, classes), mask: new Uint8Array(cells.length).fill(1) });
  return () => layer.destroy();
};

/** What one writes first: every cell, one stroke call each, whether in view or not. */
const oneByOne: Show = (viewer, canvas, cells) => {
  const context = canvas.getContext('2d');
  canvas.width = canvas.clientWidth;
  canvas.height = canvas.clientHeight;
  const draw = () => {
    const placement = placementOf(viewer, SIDE, 1);
    if (!context || !placement) return;
    const { scale, offsetX, offsetY } = placement;
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (const { box, class: name } of cells) {
      const [x1, y1, x2, y2] = box;
      context.strokeStyle = name === 'dead' ? boxColours.target : boxColours.normal;
      context.lineWidth = 2;
      context.beginPath();
      context.rect(
        x1 * scale + offsetX,
        y1 * scale + offsetY,
        (x2 - x1) * scale,
        (y2 - y1) * scale,
      );
      context.stroke();
    }
  };
  viewer.addHandler('update-viewport', draw);
  return () => viewer.removeHandler('update-viewport', draw);
};

const byAnnotorious: Show = (viewer, _canvas, cells) =>
  showByAnnotorious(viewer, cells, boxColours);

const pictureAlone: Show = () => () => undefined;

export const ways = {
  page: byPage,
  strokes: oneByOne,
  annotorious: byAnnotorious,
  bare: pictureAlone,
} as const;

export type Way = keyof typeof ways;

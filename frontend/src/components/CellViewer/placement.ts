import OpenSeadragon from 'openseadragon';
import type { Placement } from '../../cells/drawBoxes';

/** Where the picture lies on the canvas now, in canvas pixels; null while it is not open. */
export function placementOf(
  viewer: OpenSeadragon.Viewer,
  width: number,
  ratio: number,
): Placement | null {
  const item = viewer.world.getItemCount() > 0 ? viewer.world.getItemAt(0) : null;
  if (!item) return null;
  const start = item.imageToViewerElementCoordinates(new OpenSeadragon.Point(0, 0));
  const end = item.imageToViewerElementCoordinates(new OpenSeadragon.Point(width, 0));
  return {
    scale: ((end.x - start.x) / width) * ratio,
    offsetX: start.x * ratio,
    offsetY: start.y * ratio,
  };
}

/** Picture pixel under a point of the viewer's element, given in screen pixels. */
export function pictureAt(
  placement: Placement,
  x: number,
  y: number,
  ratio: number,
): [number, number] {
  return [
    (x * ratio - placement.offsetX) / placement.scale,
    (y * ratio - placement.offsetY) / placement.scale,
  ];
}

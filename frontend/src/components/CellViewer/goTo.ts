import type { Box } from '../../annotations/types';
import type { OpenPicture } from './usePicture';

/** A cell is shown with so many times its side of picture about it. */
const ROOM_AROUND = 8;

/** Brings a box into the middle, large enough to judge it; a view that is near enough is only moved. */
export function goTo({ viewer }: OpenPicture, [x1, y1, x2, y2]: Box): void {
  const item = viewer.world.getItemAt(0);
  const side = Math.max(x2 - x1, y2 - y1) * ROOM_AROUND;
  const view = item.imageToViewportRectangle(
    (x1 + x2 - side) / 2,
    (y1 + y2 - side) / 2,
    side,
    side,
  );
  const { viewport } = viewer;
  if (viewport.getBounds(false).width > view.width * 2) viewport.fitBounds(view);
  else viewport.panTo(view.getCenter());
}

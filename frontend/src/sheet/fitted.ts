import type { Size } from '../annotations/boxes';
import type { Point } from '../annotations/choose';

/** How a whole picture lies in a square at `at`: in its middle, as large as it fits. */
export function fitted({ width, height }: Size, at: Point, side: number) {
  const scale = side / Math.max(width, height, 1);
  return {
    scale,
    left: at.x + (side - width * scale) / 2,
    top: at.y + (side - height * scale) / 2,
  };
}

import { useEffect, useRef } from 'react';
import type { Box } from '../../annotations/types';
import type { TileCropper } from '../../components/CellViewer/TileCropper';

const SIDE = 72;

/** One cell with a little of its surroundings. */
export function Crop({ cropper, box }: { cropper: TileCropper; box: Box }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [x1, y1, x2, y2] = box;
  useEffect(() => {
    // A tile that does not come leaves its crop empty; the picture itself says what is wrong.
    if (canvas.current) cropper.draw(canvas.current, [x1, y1, x2, y2]).catch(() => undefined);
  }, [cropper, x1, y1, x2, y2]);
  return <canvas ref={canvas} width={SIDE} height={SIDE} aria-hidden />;
}

import OpenSeadragon from 'openseadragon';
import { useEffect, useState } from 'react';
import type { Box } from '../../annotations/types';
import { goTo } from '../../components/CellViewer/goTo';
import { keepTogether } from '../../components/CellViewer/keepTogether';
import type { OpenPicture } from '../../components/CellViewer/usePicture';

/** Two views of one picture that move together; moving is asked of the first, and the second follows. */
export function useTwoViews() {
  const [old, setOld] = useState<OpenPicture | null>(null);
  const [now, setNow] = useState<OpenPicture | null>(null);
  useEffect(() => (old && now ? keepTogether(old.viewer, now.viewer) : undefined), [old, now]);
  const viewport = old?.viewer.viewport;
  return {
    setOld,
    setNow,
    areTogether: old !== null && now !== null,
    zoom: (factor: number) => viewport?.zoomBy(factor).applyConstraints(),
    /** Moves by a share of the view. */
    pan: (x: number, y: number) => {
      if (!viewport) return;
      const { width, height } = viewport.getBounds();
      viewport.panBy(new OpenSeadragon.Point(x * width, y * height)).applyConstraints();
    },
    fit: () => viewport?.goHome(),
    goTo: (box: Box) => {
      if (old) goTo(old, box);
    },
  };
}

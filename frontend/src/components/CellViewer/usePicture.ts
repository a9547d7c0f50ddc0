import type OpenSeadragon from 'openseadragon';
import { useEffect, useRef, useState } from 'react';
import { BoxLayer } from './BoxLayer';
import { openPicture } from './openPicture';

/** A picture that is open, with its boxes. */
export interface OpenPicture {
  viewer: OpenSeadragon.Viewer;
  layer: BoxLayer;
}

/** Opens a deep-zoom picture in `stage`, with a canvas for its boxes over it. */
export function usePicture(source: string, width: number) {
  const stage = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [parts, setParts] = useState<OpenPicture | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!stage.current || !canvas.current) return;
    const viewer = openPicture(stage.current, source);
    const layer = new BoxLayer(viewer, canvas.current, width);
    viewer.addHandler('open', () => setParts({ viewer, layer }));
    viewer.addHandler('open-failed', () => setFailed(true));
    return () => {
      setParts(null);
      setFailed(false);
      layer.destroy();
      viewer.destroy();
    };
  }, [source, width]);
  return { stage, canvas, parts, failed };
}

import type OpenSeadragon from 'openseadragon';

/**
 * Whatever moves one view moves the other by the same step, so that both always show the same part. Both must show
 * pictures of one shape, and be equally large. @returns what lets them go
 */
export function keepTogether(one: OpenSeadragon.Viewer, other: OpenSeadragon.Viewer): () => void {
  let following = false;
  const follow = (move: () => void) => {
    if (following) return;
    following = true;
    move();
    following = false;
  };
  const lead = (from: OpenSeadragon.Viewer, to: OpenSeadragon.Viewer) => {
    const pan = ({ center, immediately }: OpenSeadragon.PanEvent) =>
      follow(() => to.viewport.panTo(center, immediately));
    const zoom = ({ zoom: by, refPoint, immediately }: OpenSeadragon.ZoomEvent) =>
      follow(() => to.viewport.zoomTo(by, refPoint, immediately));
    from.addHandler('pan', pan);
    from.addHandler('zoom', zoom);
    return () => {
      from.removeHandler('pan', pan);
      from.removeHandler('zoom', zoom);
    };
  };
  const release = [lead(one, other), lead(other, one)];
  return () => release.forEach((end) => end());
}

// Plain JavaScript, so that the page's own checks do not need the package.
import { createOSDAnnotator } from '@annotorious/openseadragon';
import '@annotorious/openseadragon/annotorious-openseadragon.css';

function annotationOf({ box: [minX, minY, maxX, maxY], class: name }, id) {
  const bounds = { minX, minY, maxX, maxY };
  const geometry = { x: minX, y: minY, w: maxX - minX, h: maxY - minY, bounds };
  return {
    id,
    bodies: [],
    properties: { class: name },
    target: { annotation: id, selector: { type: 'RECTANGLE', geometry } },
  };
}

export function showByAnnotorious(viewer, cells, colours) {
  const annotator = createOSDAnnotator(viewer, {
    drawingEnabled: false,
    style: ({ properties }) => ({
      stroke: properties?.class === 'dead' ? colours.target : colours.normal,
      strokeWidth: 2,
      strokeOpacity: 1,
      fillOpacity: 0,
    }),
  });
  annotator.setAnnotations(cells.map((cell, place) => annotationOf(cell, `c${place}`)));
  return () => annotator.destroy();
}

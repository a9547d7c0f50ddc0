import OpenSeadragon from 'openseadragon';
import { openPicture } from '../src/components/CellViewer/openPicture';
import { makeField } from './field';
import { type Way, ways } from './ways';

interface Task {
  way: Way;
  cells: number;
  /** 1: the whole picture; 4: a quarter of its width. */
  zoom: number;
  frames: number;
}

interface Measured {
  /** Milliseconds from frame to frame. */
  frames: number[];
  drawn: number | null;
  detail: string | null;
}

const STEP = 6;
const TURN = 20;
const WARM_UP = 2;

const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

function layer<Name extends 'div' | 'canvas'>(name: Name): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.style.cssText = 'position:absolute;inset:0;width:100%;height:100%';
  if (name === 'canvas') element.style.pointerEvents = 'none';
  document.body.append(element);
  return element;
}

async function opened(element: HTMLElement, zoom: number): Promise<OpenSeadragon.Viewer> {
  const viewer = openPicture(element, '/picture.dzi');
  await new Promise((resolve) => viewer.addOnceHandler('open', resolve));
  viewer.viewport.goHome(true);
  if (zoom !== 1) viewer.viewport.zoomBy(zoom, undefined, true);
  return viewer;
}

/** Reads a pixel of every canvas, since a browser may put off drawing until it must. */
function finish(): void {
  for (const canvas of document.querySelectorAll('canvas')) {
    if (canvas.width === 0 || canvas.height === 0) continue;
    const flat = canvas.getContext('2d', { willReadFrequently: true });
    flat?.getImageData(0, 0, 1, 1);
    const deep = flat ? null : (canvas.getContext('webgl2') ?? canvas.getContext('webgl'));
    deep?.readPixels(0, 0, 1, 1, deep.RGBA, deep.UNSIGNED_BYTE, new Uint8Array(4));
  }
}

/** Moves the picture by a few screen pixels each frame, to and fro. */
async function pan(viewer: OpenSeadragon.Viewer, count: number): Promise<number[]> {
  const frames: number[] = [];
  let last = await nextFrame();
  for (let frame = 0; frame < count + WARM_UP; frame++) {
    const step = frame % (2 * TURN) < TURN ? STEP : -STEP;
    const by = viewer.viewport.deltaPointsFromPixels(new OpenSeadragon.Point(step, step / 2));
    viewer.viewport.panBy(by, true);
    const now = await nextFrame();
    finish();
    if (frame >= WARM_UP) frames.push(now - last);
    last = now;
  }
  return frames;
}

async function measure({ way, cells, zoom, frames }: Task): Promise<Measured> {
  const [stage, canvas] = [layer('div'), layer('canvas')];
  const viewer = await opened(stage, zoom);
  const take = ways[way](viewer, canvas, makeField(cells));
  const taken = await pan(viewer, frames);
  const { drawn, detail } = canvas.dataset;
  window.end = () => {
    take();
    viewer.destroy();
    stage.remove();
    canvas.remove();
  };
  return { frames: taken, drawn: drawn ? Number(drawn) : null, detail: detail ?? null };
}

declare global {
  interface Window {
    measure: (task: Task) => Promise<Measured>;
    /** Takes away what was measured last. */
    end: () => void;
  }
}

window.measure = measure;

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { boxColours } from './colours';
import { makeCellStore } from './cellStore';
import { fourCells, livingDead } from './cells.fixture';
import { chooseDetail, drawScene, type Scene, visibleArea } from './drawBoxes';

class RecordedPath {
  rects: number[][] = [];
  ticks = 0;
  rect(...numbers: number[]) {
    this.rects.push(numbers);
  }
  moveTo() {
    this.ticks += 1;
  }
  lineTo() {
    // The start of a tick is enough to count it.
  }
}

interface Stroke {
  colour: string;
  width: number;
  path: RecordedPath;
}

class RecordingContext {
  strokeStyle = '';
  fillStyle = '';
  lineWidth = 0;
  lineJoin = '';
  lineCap = '';
  strokes: Stroke[] = [];
  fills: string[] = [];
  clearRect() {
    this.strokes = [];
    this.fills = [];
  }
  stroke(path: RecordedPath) {
    this.strokes.push({ colour: this.strokeStyle, width: this.lineWidth, path });
  }
  strokeRect(...numbers: number[]) {
    const path = new RecordedPath();
    path.rect(...numbers);
    this.stroke(path);
  }
  fillRect() {
    this.fills.push(this.fillStyle);
  }
}

const store = makeCellStore(fourCells, livingDead);
const scene = (more: Partial<Scene> = {}): Scene => ({
  store,
  mask: Uint8Array.of(1, 1, 1, 1),
  placement: { scale: 2, offsetX: 10, offsetY: -20 },
  width: 800,
  height: 600,
  ratio: 1,
  hovered: null,
  ...more,
});

function draw(of: Scene) {
  const context = new RecordingContext();
  const result = drawScene(context as unknown as CanvasRenderingContext2D, of);
  const rects = (colour: string) =>
    context.strokes.filter((one) => one.colour === colour).flatMap((one) => one.path.rects);
  return { context, result, rects };
}

beforeEach(() => {
  vi.stubGlobal('Path2D', RecordedPath);
});

describe('drawScene', () => {
  it('places pink, grey and green boxes in canvas pixels', () => {
    const { rects, result } = draw(scene());
    expect(result).toEqual({ drawn: 4, detail: 'full' });
    expect(rects(boxColours.target)).toEqual([[210, 20, 80, 80]]);
    expect(rects(boxColours.corrected)).toEqual([[410, 180, 80, 100]]);
    expect(rects(boxColours.normal).sort()).toEqual([
      [30, 0, 80, 80],
      [50, 20, 20, 20],
    ]);
  });

  it('ticks a green box in the colour of its class', () => {
    const { context } = draw(scene());
    const ticks = context.strokes.filter((one) => one.path.ticks > 0).at(-1);
    expect(ticks?.colour).toBe(boxColours.target);
    expect(ticks?.path.ticks).toBe(1);
  });

  it('keeps the line width in screen pixels at any zoom', () => {
    const widths = (scale: number) =>
      draw(scene({ placement: { scale, offsetX: 0, offsetY: 0 } }))
        .context.strokes.filter((one) => one.colour === boxColours.target)
        .map((one) => one.width);
    expect(widths(1)[0]).toBe(widths(3)[0]);
  });

  it('lays a halo under the lines', () => {
    const { context } = draw(scene());
    const frames = context.strokes.slice(0, 8);
    expect(frames.slice(0, 4).map((one) => one.colour)).toEqual(Array(4).fill('#ffffff'));
    expect(frames.slice(4).every((one) => one.width < (frames[0]?.width ?? 0))).toBe(true);
    expect(frames.slice(4).map((one) => one.colour)).not.toContain('#ffffff');
  });

  it('leaves out what is hidden or out of view', () => {
    expect(draw(scene({ mask: Uint8Array.of(0, 1, 1, 0) })).result.drawn).toBe(2);
    expect(draw(scene({ width: 150 })).result.drawn).toBe(2);
  });

  it('marks cells with dots where frames would run together', () => {
    const { context, result } = draw(scene({ placement: { scale: 0.1, offsetX: 0, offsetY: 0 } }));
    expect(result.detail).toBe('dot');
    expect(context.fills.sort()).toEqual(
      [boxColours.target, boxColours.corrected, boxColours.normal, boxColours.normal].sort(),
    );
  });
});

it('gives up halos for thousands of boxes', () => {
  expect(chooseDetail(5000, 20)).toBe('full');
  expect(chooseDetail(5001, 20)).toBe('frame');
  expect(chooseDetail(10, 4)).toBe('dot');
});

it('knows which part of the picture is in view', () => {
  expect(visibleArea(scene())).toEqual({ x1: -5, y1: 10, x2: 395, y2: 310 });
});

import { beforeEach, expect, it, vi } from 'vitest';
import { GHOST } from '../../annotations/paintEditing';
import { heldOut } from './heldOut.fixture';
import { marks, paintMistakes } from './paintMistakes';
import { mistakesOf } from './sides';

class RecordedPath {
  rects: number[][] = [];
  rect(...numbers: number[]) {
    this.rects.push(numbers);
  }
}

class RecordingContext {
  canvas = { width: 400, height: 300 };
  strokeStyle = '';
  fillStyle = '';
  lineWidth = 0;
  font = '';
  textAlign = '';
  textBaseline = '';
  dash: number[] = [];
  strokes: { colour: string; dashed: boolean; rects: number[][] }[] = [];
  texts: { text: string; x: number; y: number }[] = [];
  setLineDash(dash: number[]) {
    this.dash = dash;
  }
  stroke(path: RecordedPath) {
    const dashed = this.dash.length > 0;
    this.strokes.push({ colour: this.strokeStyle, dashed, rects: path.rects });
  }
  fillRect() {
    // The dark square behind a sign.
  }
  fillText(text: string, x: number, y: number) {
    this.texts.push({ text, x, y });
  }
}

beforeEach(() => {
  vi.stubGlobal('Path2D', RecordedPath);
});

function paint(truth: boolean) {
  const context = new RecordingContext();
  paintMistakes(
    context as unknown as CanvasRenderingContext2D,
    { scale: 2, offsetX: 10, offsetY: 20 },
    1,
    {
      checked: [],
      truth: truth ? heldOut.truth.map(({ box }) => box) : null,
      mistakes: mistakesOf(heldOut, 'old'),
    },
  );
  return context;
}

it('gives each kind of mistake its colour and its sign, and dashes what is not there', () => {
  const { strokes, texts } = paint(false);
  const of = (colour: string) => strokes.find((one) => one.colour === colour);
  expect(of(marks.missed.colour)).toEqual({
    colour: marks.missed.colour,
    dashed: true,
    // Picture pixels 100, 10 to 120, 30, and three screen pixels round it.
    rects: [[207, 37, 46, 46]],
  });
  expect(of(marks.false.colour)?.dashed).toBe(false);
  expect(texts.map(({ text }) => text)).toEqual(['?', '×', '≠']);
  expect(texts[0]).toEqual({ text: '?', x: 202.5, y: 32.5 });
  expect(of(GHOST)).toBeUndefined();
});

it('lays the true cells over the boxes where they are asked for', () => {
  const truth = paint(true).strokes.find(({ colour }) => colour === GHOST);
  expect(truth?.rects).toEqual([
    [30, 40, 40, 40],
    [210, 40, 40, 40],
  ]);
});

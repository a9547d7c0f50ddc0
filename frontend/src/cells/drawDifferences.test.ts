import { expect, it } from 'vitest';
import { livingDead } from './cells.fixture';
import { twoSides } from './differences.fixture';
import { makeDifferenceStore } from './differences';
import { differenceDrawer, differenceLooks } from './drawDifferences';

/** Notes every stroke with its dash, and every sign. */
class Recording {
  strokeStyle = '';
  fillStyle = '';
  lineWidth = 0;
  lineJoin = '';
  font = '';
  textAlign = '';
  textBaseline = '';
  #dash: number[] = [];
  frames: { colour: string; width: number; dash: number[]; at: number[] }[] = [];
  signs: string[] = [];
  fills = 0;
  setLineDash(dash: number[]) {
    this.#dash = dash;
  }
  strokeRect(...at: number[]) {
    const { strokeStyle: colour, lineWidth: width } = this;
    this.frames.push({ colour, width, dash: this.#dash, at });
  }
  fillText(text: string) {
    this.signs.push(text);
  }
  fillRect() {
    this.fills += 1;
  }
  clearRect() {
    this.frames = [];
  }
  beginPath() {
    // Discs are counted by their signs.
  }
  arc() {
    // As above.
  }
  fill() {
    // As above.
  }
  stroke() {
    // As above.
  }
}

const both = makeDifferenceStore(twoSides, livingDead);

function draw(scale: number, chosen: number | null, mask = Uint8Array.of(1, 1, 1, 1)) {
  const context = new Recording();
  const answer = differenceDrawer(both, chosen)(context as unknown as CanvasRenderingContext2D, {
    store: both.store,
    mask,
    placement: { scale, offsetX: 0, offsetY: 0 },
    width: 800,
    height: 600,
    ratio: 1,
    hovered: null,
  });
  return { context, answer };
}

it('tells the kinds apart by dash, weight and sign, and not by colour alone', () => {
  const looks = Object.values(differenceLooks);
  const greyLooks = looks.map(({ dash, width, badge }) => `${dash.join()} ${width} ${badge}`);
  expect(new Set(greyLooks).size).toBe(4);
  expect(new Set(looks.map(({ colour }) => colour)).size).toBe(4);
});

it('draws what differs over what agrees, each with its dash and its sign', () => {
  const { context, answer } = draw(2, null);
  const own = Object.values(differenceLooks).map(({ colour }) => colour);
  const frames = context.frames.filter(({ colour }) => own.includes(colour));
  expect(frames.map(({ at }) => at.slice(0, 2))).toEqual([[120, 120], [20, 120], [20, 20], [120, 20]]); // prettier-ignore
  expect(frames.map(({ dash }) => dash)).toEqual([[], [], [9, 5], [2.5, 3.5]]);
  expect(context.signs).toEqual(['≠', '1', '2']);
  expect(answer).toEqual({ drawn: 4, detail: 'full' });
});

it('sets the chosen one off and shows where the second side puts it', () => {
  const { context } = draw(2, 2);
  const last = context.frames.slice(-4);
  expect(last.map(({ width }) => width)).toEqual([9, 6.5, 3.5, 2]);
  expect(last[3]?.at).toEqual([24, 120, 40, 40]);
});

it('leaves out what is not shown, and makes marks of what is too small for a frame', () => {
  const { answer } = draw(2, 2, Uint8Array.of(1, 0, 0, 0));
  expect(answer.drawn).toBe(1);
  const far = draw(0.1, null);
  expect(far.answer.detail).toBe('dot');
  expect(far.context.frames).toEqual([]);
  // One each, and the open middle of the one that only the second has.
  expect(far.context.fills).toBe(5);
});

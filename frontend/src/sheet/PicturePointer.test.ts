import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PicturePointer } from './PicturePointer';
import { PictureView } from './PictureView';
import { twoPictures } from './sheet.fixture';

class NoObserver {
  observe() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
}

/** Two pictures of 400 x 300 pixels in squares of 200, beside each other: 12 pixels of margin, 40 of heading. */
function desk() {
  const fixture = twoPictures();
  const parts = {
    scroller: document.createElement('div'),
    canvas: document.createElement('canvas'),
    spacer: document.createElement('div'),
  };
  Object.defineProperty(parts.scroller, 'clientWidth', { value: 1000 });
  parts.canvas.setPointerCapture = vi.fn();
  const view = new PictureView(parts, fixture.sheet, 200, () => '');
  const opened = vi.fn();
  const pointer = new PicturePointer(view, opened);
  const point = (type: string, clientX: number, clientY: number, more: PointerEventInit = {}) =>
    parts.canvas.dispatchEvent(
      new PointerEvent(type, { clientX, clientY, isPrimary: true, bubbles: true, ...more }),
    );
  return { ...fixture, view, pointer, opened, point };
}

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', NoObserver);
  vi.stubGlobal('requestAnimationFrame', () => 0);
});
afterEach(() => vi.unstubAllGlobals());

const added = ({ a, b }: ReturnType<typeof desk>) =>
  [a, b].map(({ editor }) =>
    editor.store
      .cells()
      .filter(({ origin }) => origin === 'added')
      .map(({ box }) => box),
  );

it('draws a cell in the pixels of the picture that the drag began on', () => {
  const here = desk();
  // The second square begins at 12 + 206; the picture lies in its middle, 25 pixels below its top, at half its size.
  here.point('pointerdown', 218 + 50, 40 + 25 + 60);
  here.point('pointermove', 218 + 60, 40 + 25 + 70);
  expect(here.view.draft).toMatchObject({ box: [100, 120, 120, 140] });
  here.point('pointerup', 218 + 70, 40 + 25 + 80);
  expect(here.view.draft).toBeNull();
  expect(added(here)).toEqual([[], [[100, 120, 140, 160]]]);
});

it('keeps a box inside its picture, and makes nothing of a click', () => {
  const here = desk();
  here.point('pointerdown', 12 + 190, 40 + 25 + 10);
  here.point('pointerup', 500, 40 + 25 + 30);
  here.point('pointerdown', 12 + 50, 40 + 25 + 60);
  here.point('pointerup', 12 + 50, 40 + 25 + 60);
  expect(added(here)).toEqual([[[380, 20, 400, 60]], []]);
});

it('leaves scrolling to a finger until it was said that it draws', () => {
  const here = desk();
  const drag = () => {
    here.point('pointerdown', 12 + 50, 40 + 25 + 60, { pointerType: 'touch' });
    here.point('pointerup', 12 + 70, 40 + 25 + 80, { pointerType: 'touch' });
  };
  drag();
  expect(added(here)).toEqual([[], []]);
  here.pointer.fingerSelects = true;
  drag();
  expect(added(here)).toEqual([[[100, 120, 140, 160]], []]);
});

it('takes the box under the right button away, and opens a picture by a double click', () => {
  const here = desk();
  const box = here.b.editor.store.boxAt(0);
  const x = 218 + (box[0] + box[2]) / 4;
  const y = 40 + 25 + (box[1] + box[3]) / 4;
  here.point('contextmenu', x, y);
  expect(here.b.editor.store.has('p0')).toBe(false);
  here.point('dblclick', x, y);
  expect(here.opened).toHaveBeenCalledWith(here.sheet.pictures[1]);
  here.pointer.destroy();
  here.point('dblclick', x, y);
  expect(here.opened).toHaveBeenCalledTimes(1);
});

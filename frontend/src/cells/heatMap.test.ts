import { expect, it, vi } from 'vitest';
import { drawHeatMap, heatColour, type HeatMap, mostOf } from './heatMap';

const map: HeatMap = {
  label: 'Cells per mm²',
  width: 100,
  height: 50,
  values: [
    [0, 40],
    [null, 20],
  ],
  cells: [
    [0, 8],
    [1, 4],
  ],
  targets: [
    [0, 0],
    [0, 1],
  ],
  analysed: [
    [5000, 5000],
    [0, 5000],
  ],
};

it('goes from pale to dark, darker at every step', () => {
  const lightness = (share: number) => {
    const [red = 0, green = 0, blue = 0] = heatColour(share).match(/\d+/g)?.map(Number) ?? [];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  expect(heatColour(0)).toBe('rgb(255 255 217)');
  expect(heatColour(1)).toBe('rgb(8 29 88)');
  expect(heatColour(7)).toBe(heatColour(1));
  for (let step = 1; step <= 40; step++) {
    expect(lightness(step / 40)).toBeLessThan(lightness((step - 1) / 40));
  }
});

it('fills squares where they lie in the picture and strokes those without a value', () => {
  const fills: unknown[] = [];
  const context = {
    save: vi.fn(),
    restore: vi.fn(),
    beginPath: vi.fn(),
    moveTo: vi.fn(),
    lineTo: vi.fn(),
    stroke: vi.fn(),
    fillStyle: '',
    fillRect(...box: number[]) {
      fills.push([this.fillStyle, ...box]);
    },
  };
  drawHeatMap(context as unknown as CanvasRenderingContext2D, map, { scale: 2, offsetX: 10, offsetY: 20 }, 1); // prettier-ignore
  expect(mostOf(map)).toBe(40);
  expect(fills).toEqual([
    [heatColour(0), 10, 20, 200, 100],
    [heatColour(1), 210, 20, 200, 100],
    [heatColour(0.5), 210, 120, 200, 100],
  ]);
  expect(context.moveTo).toHaveBeenCalledExactlyOnceWith(10, 220);
  expect(context.lineTo).toHaveBeenCalledExactlyOnceWith(210, 120);
});

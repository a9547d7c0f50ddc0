import type { Figure } from '../api/types';
import type { Placement } from './drawBoxes';

export type HeatMap = NonNullable<Figure['map']>;

/** From 0 to the most; lightness falls all the way, as in the service's figures (ColorBrewer, sequential). */
const STEPS = [
  [255, 255, 217],
  [237, 248, 177],
  [199, 233, 180],
  [127, 205, 187],
  [65, 182, 196],
  [29, 145, 192],
  [34, 94, 168],
  [37, 52, 148],
  [8, 29, 88],
] as const;
const OPACITY = 0.55;
const HATCH = 'rgb(110 110 110 / 80%)';

/** The colour of a share from 0 to 1. */
export function heatColour(share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (STEPS.length - 1);
  const below = STEPS[Math.floor(at)] ?? STEPS[0];
  const above = STEPS[Math.ceil(at)] ?? below;
  const mixed = below.map((one, place) => {
    const next = above[place] ?? one;
    return Math.round(one + (next - one) * (at - Math.floor(at)));
  });
  return `rgb(${mixed.join(' ')})`;
}

export const heatGradient = `linear-gradient(to right, ${STEPS.map((one) => `rgb(${one.join(' ')})`).join(', ')})`;

/** The highest value; 0 where no square has one. */
export function mostOf({ values }: HeatMap): number {
  return values.flat().reduce<number>((most, one) => Math.max(most, one ?? 0), 0);
}

/** Draws the squares over the picture, so that it shows through; a stroke across those without a value. */
export function drawHeatMap(
  context: CanvasRenderingContext2D,
  map: HeatMap,
  { scale, offsetX, offsetY }: Placement,
  ratio: number,
): void {
  const most = mostOf(map) || 1;
  const [width, height] = [map.width * scale, map.height * scale];
  context.save();
  context.lineWidth = ratio;
  context.strokeStyle = HATCH;
  context.globalAlpha = OPACITY;
  map.values.forEach((line, row) => {
    line.forEach((value, column) => {
      const [x, y] = [column * width + offsetX, row * height + offsetY];
      if (value === null) {
        context.beginPath();
        context.moveTo(x, y + height);
        context.lineTo(x + width, y);
        context.stroke();
        return;
      }
      context.fillStyle = heatColour(value / most);
      context.fillRect(x, y, width, height);
    });
  });
  context.restore();
}

import type { Disagreement } from '../../api/types';
import type { Placement } from '../../cells/drawBoxes';
import type { Painter } from '../../components/CellViewer/BoxLayer';
import { type Decisions, keyOf } from './decisions';

/** The first's boxes are whole lines, the second's are dashed: told apart without their colours. */
export const sideColours = { first: '#2f6bff', second: '#d95f02' } as const;

const HALO = '#ffffffd0';
const DASH = [6, 4];
const DECIDED = 0.4;

type Side = keyof typeof sideColours;

interface Stroke {
  placement: Placement;
  ratio: number;
  bold: boolean;
}

function strokeBox(
  context: CanvasRenderingContext2D,
  box: readonly number[],
  side: Side,
  { placement, ratio, bold }: Stroke,
): void {
  const { scale, offsetX, offsetY } = placement;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = box;
  const frame = [x1 * scale + offsetX, y1 * scale + offsetY, (x2 - x1) * scale, (y2 - y1) * scale];
  const width = (bold ? 3 : 1.8) * ratio;
  const lines = [
    { colour: HALO, width: width + 2.4 * ratio, dash: [] },
    { colour: sideColours[side], width, dash: side === 'second' ? DASH.map((n) => n * ratio) : [] },
  ];
  for (const line of lines) {
    context.strokeStyle = line.colour;
    context.lineWidth = line.width;
    context.setLineDash(line.dash);
    context.strokeRect(...(frame as [number, number, number, number]));
  }
  context.setLineDash([]);
}

/** Draws every disagreement: those that are decided faintly, the one that is looked at boldly and last. */
export function paintDisagreements(
  items: readonly Disagreement[],
  decisions: Decisions,
  chosen: number | null,
): Painter {
  return (context, placement, ratio) => {
    const draw = (place: number) => {
      const item = items[place];
      if (!item) return;
      const bold = place === chosen;
      context.globalAlpha = !bold && decisions.has(keyOf(item)) ? DECIDED : 1;
      for (const side of ['first', 'second'] as const) {
        const cell = item[side];
        if (cell) strokeBox(context, cell.box, side, { placement, ratio, bold });
      }
    };
    items.forEach((_, place) => {
      if (place !== chosen) draw(place);
    });
    if (chosen !== null) draw(chosen);
    context.globalAlpha = 1;
  };
}

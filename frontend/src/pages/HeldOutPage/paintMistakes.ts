import { GHOST, paintChecked, stroke, type Surface, trace } from '../../annotations/paintEditing';
import type { Box } from '../../annotations/types';
import { haloColours } from '../../cells/colours';
import type { Placement } from '../../cells/drawBoxes';
import type { Mistake, MistakeKind } from './sides';

/** Of each kind a colour and, so that colour is not all that tells them apart, a sign. */
export const marks: Readonly<Record<MistakeKind, { colour: string; sign: string }>> = {
  missed: { colour: '#ffd400', sign: '?' },
  false: { colour: '#ff7043', sign: '×' },
  'wrong-class': { colour: '#c79bff', sign: '≠' },
};

export interface Layers {
  checked: readonly Box[];
  /** Null where they are not shown. */
  truth: readonly Box[] | null;
  mistakes: readonly Mistake[];
}

const BADGE = 15;
const rectangleOf = ([x1, y1, x2, y2]: Box) => ({ x1, y1, x2, y2 });

function paintTruth(surface: Surface, truth: readonly Box[]): void {
  const path = new Path2D();
  for (const box of truth) trace(surface, path, rectangleOf(box));
  stroke(surface, path, haloColours.dark, 3);
  stroke(surface, path, GHOST, 1.5);
}

/** Over the box's corner, outside of it, as the cell itself is to be seen. */
function paintBadge(surface: Surface, { box, kind }: Mistake): void {
  const { context, scale, offsetX, offsetY, ratio } = surface;
  const side = BADGE * ratio;
  const x = box[0] * scale + offsetX - side;
  const y = box[1] * scale + offsetY - side;
  context.fillStyle = haloColours.dark;
  context.fillRect(x, y, side, side);
  context.fillStyle = marks[kind].colour;
  context.font = `700 ${13 * ratio}px "Source Sans 3 Variable", sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(marks[kind].sign, x + side / 2, y + side / 2);
}

function paintKind(surface: Surface, kind: MistakeKind, mistakes: readonly Mistake[]): void {
  const path = new Path2D();
  for (const { box } of mistakes) trace(surface, path, rectangleOf(box), 3);
  const { context, ratio } = surface;
  stroke(surface, path, haloColours.dark, 5);
  if (kind === 'missed') context.setLineDash([5 * ratio, 3 * ratio]);
  stroke(surface, path, marks[kind].colour, 2.5);
  context.setLineDash([]);
  for (const mistake of mistakes) paintBadge(surface, mistake);
}

/** Draws over a model's boxes what is true and where the model is wrong. */
export function paintMistakes(
  context: CanvasRenderingContext2D,
  placement: Placement,
  ratio: number,
  { checked, truth, mistakes }: Layers,
): void {
  const surface = { context, ratio, ...placement };
  paintChecked(surface, checked);
  if (truth) paintTruth(surface, truth);
  for (const kind of Object.keys(marks) as MistakeKind[])
    paintKind(
      surface,
      kind,
      mistakes.filter((one) => one.kind === kind),
    );
}

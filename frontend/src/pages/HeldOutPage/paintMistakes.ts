import { GHOST, paintChecked, type Sheet, stroke, trace } from '../../annotations/paintEditing';
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

function paintTruth(sheet: Sheet, truth: readonly Box[]): void {
  const path = new Path2D();
  for (const box of truth) trace(sheet, path, rectangleOf(box));
  stroke(sheet, path, haloColours.dark, 3);
  stroke(sheet, path, GHOST, 1.5);
}

/** Over the box's corner, outside of it, as the cell itself is to be seen. */
function paintBadge(sheet: Sheet, { box, kind }: Mistake): void {
  const { context, scale, offsetX, offsetY, ratio } = sheet;
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

function paintKind(sheet: Sheet, kind: MistakeKind, mistakes: readonly Mistake[]): void {
  const path = new Path2D();
  for (const { box } of mistakes) trace(sheet, path, rectangleOf(box), 3);
  const { context, ratio } = sheet;
  stroke(sheet, path, haloColours.dark, 5);
  if (kind === 'missed') context.setLineDash([5 * ratio, 3 * ratio]);
  stroke(sheet, path, marks[kind].colour, 2.5);
  context.setLineDash([]);
  for (const mistake of mistakes) paintBadge(sheet, mistake);
}

/** Draws over a model's boxes what is true and where the model is wrong. */
export function paintMistakes(
  context: CanvasRenderingContext2D,
  placement: Placement,
  ratio: number,
  { checked, truth, mistakes }: Layers,
): void {
  const sheet = { context, ratio, ...placement };
  paintChecked(sheet, checked);
  if (truth) paintTruth(sheet, truth);
  for (const kind of Object.keys(marks) as MistakeKind[])
    paintKind(
      sheet,
      kind,
      mistakes.filter((one) => one.kind === kind),
    );
}

import type { CellClass } from '../api/types';
import { shortened } from './axis';

interface Props {
  classes: readonly CellClass[];
  fillOf: (name: string) => string;
  top: number;
}

const ROOM = 120;

/** The fills of the classes and their names, inside the drawing. */
export function ClassLegend({ classes, fillOf, top }: Props) {
  return (
    <g>
      {classes.map(({ name }, place) => (
        <g key={name} transform={`translate(${52 + place * ROOM} ${top})`}>
          <rect width={13} height={13} rx={2} fill={fillOf(name)} />
          <text x={19} y={11}>
            {shortened(name, ROOM - 26)}
          </text>
        </g>
      ))}
    </g>
  );
}

import { shortened } from './axis';
import { legendColumns, LEGEND_LINE } from './legendLayout';
import { lookOf } from './palette';
import { PointMark } from './PointMark';
import styles from './Charts.module.css';

interface Props {
  names: readonly string[];
  width: number;
  /** Pixel at which it begins. */
  top: number;
}

/** The looks of the series and their names, inside the drawing so that a saved figure has it. */
export function Legend({ names, width, top }: Props) {
  const columns = legendColumns(names.length, width);
  const room = width / columns;
  return (
    <g>
      {names.map((name, place) => {
        const { colour, dash, mark } = lookOf(place);
        const x = (place % columns) * room + 6;
        const y = top + Math.floor(place / columns) * LEGEND_LINE + 8;
        return (
          <g key={name} transform={`translate(${x} ${y})`}>
            <line x2={28} stroke={colour} strokeDasharray={dash} className={styles['line']} />
            <PointMark mark={mark} x={14} y={0} colour={colour} />
            <text x={36} dy="0.32em">
              {shortened(name, room - 48)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

import type { CellClass } from '../api/types';
import { shortened } from './axis';
import { sliceAngles, slicePath } from './slices';
import { useClassFills } from './useClassFills';
import styles from './Charts.module.css';

export interface Slice {
  name: string;
  value: number;
  /** What stands beside the name: the share and the number. */
  words: string;
}

interface Props {
  label: string;
  classes: readonly CellClass[];
  slices: readonly Slice[];
  width: number;
}

const RADIUS = 62;
const LINE = 38;

/** Parts of a whole, each named with its number beside the circle. */
export function PieChart({ label, classes, slices, width }: Props) {
  const { fillOf, definitions } = useClassFills(classes);
  const height = Math.max(RADIUS * 2 + 12, slices.length * LINE + 8);
  const angles = sliceAngles(slices.map(({ value }) => value));
  const text = slices.map(({ name, words }) => `${name} ${words}`).join(', ');
  const left = RADIUS * 2 + 28;
  return (
    <svg width={width} height={height} role="img" aria-label={`${label}: ${text}`}>
      {definitions}
      <g transform={`translate(${RADIUS + 4} ${height / 2})`}>
        {slices.map(({ name }, place) => (
          <path
            key={name}
            d={slicePath(angles[place] ?? [0, 0], RADIUS)}
            fill={fillOf(name)}
            className={styles['slice']}
          />
        ))}
      </g>
      {slices.map(({ name, words }, place) => (
        <g
          key={name}
          transform={`translate(${left} ${height / 2 + (place - (slices.length - 1) / 2) * LINE})`}
        >
          <rect y={-15} width={13} height={13} rx={2} fill={fillOf(name)} />
          <text x={20} y={-4} fontWeight={600}>
            {shortened(name, width - left - 22)}
          </text>
          <text x={20} y={12}>
            {words}
          </text>
        </g>
      ))}
    </svg>
  );
}

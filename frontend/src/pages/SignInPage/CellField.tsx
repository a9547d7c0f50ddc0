import { boxColours } from '../../cells/colours';
import { makeField } from './makeField';
import styles from './SignInPage.module.css';

const field = makeField(7, 900, 1000);

/** A drawn field of cells with the boxes that a result has. */
export function CellField() {
  return (
    <svg
      className={styles['field']}
      viewBox="0 0 900 1000"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
    >
      {field.map(({ x, y, rx, ry, turn, tint }) => (
        <ellipse
          key={`${x} ${y}`}
          cx={x}
          cy={y}
          rx={rx}
          ry={ry}
          transform={`rotate(${turn} ${x} ${y})`}
          fill={tint}
          fillOpacity={0.82}
        />
      ))}
      {field.map(({ x, y, half, kind }) => (
        <rect
          key={`${x} ${y}`}
          x={x - half}
          y={y - half}
          width={2 * half}
          height={2 * half}
          fill="none"
          stroke={boxColours[kind]}
          strokeWidth={kind === 'normal' ? 1.5 : 2.5}
          strokeOpacity={kind === 'normal' ? 0.75 : 1}
        />
      ))}
    </svg>
  );
}

import type { Mark } from './palette';
import styles from './Charts.module.css';

const paths: Record<Exclude<Mark, 'circle'>, string> = {
  square: 'M-4 -4H4V4H-4Z',
  triangle: 'M0 -5L5 4H-5Z',
  diamond: 'M0 -5.500L5.500 0L0 5.500L-5.500 0Z',
  cross: 'M-1.500 -5H1.500V-1.500H5V1.500H1.500V5H-1.500V1.500H-5V-1.500H-1.500Z',
};

interface Props {
  mark: Mark;
  x: number;
  y: number;
  colour: string;
}

/** One of five shapes, so that series can be told apart without colour. */
export function PointMark({ mark, x, y, colour }: Props) {
  if (mark === 'circle')
    return <circle className={styles['mark']} cx={x} cy={y} r={4.2} fill={colour} />;
  return (
    <path
      className={styles['mark']}
      d={paths[mark]}
      transform={`translate(${x} ${y})`}
      fill={colour}
    />
  );
}

import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import styles from './Charts.module.css';

export interface PlacedPoint {
  id: string;
  name: string;
  group: string;
  value: number;
  to: string;
  x: number;
  y: number;
  /** In pixels; the usual size without it. */
  radius?: number;
  /** What else is to be said of it. */
  remark?: string | undefined;
  /** Drawn hollow: its number is not quite what it seems. */
  doubtful?: boolean;
  /** Of a second set of values, drawn as a square. */
  second?: boolean;
}

interface Props {
  points: readonly PlacedPoint[];
  words: (value: number) => string;
  onTell: (text: string | null) => void;
}

const steps: Partial<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

type Shape = Pick<PlacedPoint, 'x' | 'y' | 'radius' | 'second'>;

function PointShape({ x, y, radius = 4.5, second = false }: Shape) {
  if (!second) return <circle cx={x} cy={y} r={radius} />;
  const side = radius * 1.8;
  return <rect x={x - side / 2} y={y - side / 2} width={side} height={side} />;
}

/**
 * Points that are links, and tell the page they lead to where they stand. One of them takes part in the tab order; the
 * arrow keys go from one to the next. What is told of one does not draw a thousand others anew.
 */
export const PlotPoints = memo(function PlotPoints({ points, words, onTell }: Props) {
  const [current, setCurrent] = useState(0);
  const list = useRef<SVGGElement>(null);
  const { pathname, search } = useLocation();
  const reachable = Math.min(current, points.length - 1);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (reachable + step + points.length) % points.length;
    setCurrent(next);
    list.current?.querySelectorAll('a')[next]?.focus();
  };
  return (
    <g ref={list}>
      {points.map((point, place) => {
        const { id, name, group, value, to, remark, doubtful = false, second = false } = point;
        const text = [name, group, words(value), remark].filter(Boolean).join(' · ');
        return (
          <Link
            key={`${id}/${second}`}
            to={to}
            state={{ back: pathname + search }}
            className={styles['point']}
            tabIndex={place === reachable ? 0 : -1}
            aria-label={text}
            onKeyDown={move}
            onFocus={() => {
              setCurrent(place);
              onTell(text);
            }}
            onBlur={() => onTell(null)}
            onMouseEnter={() => onTell(text)}
            onMouseLeave={() => onTell(null)}
            data-testid="chart-point"
            data-image={id}
            data-value={value}
            data-doubtful={doubtful || undefined}
            data-second={second || undefined}
          >
            <PointShape {...point} />
          </Link>
        );
      })}
    </g>
  );
});

import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
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

/** Points that are links. One of them takes part in the tab order; the arrow keys go from one to the next. */
export function PlotPoints({ points, words, onTell }: Props) {
  const [current, setCurrent] = useState(0);
  const list = useRef<SVGGElement>(null);
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
      {points.map(({ id, name, group, value, to, x, y, radius = 4.5 }, place) => {
        const text = `${name} · ${group} · ${words(value)}`;
        return (
          <Link
            key={id}
            to={to}
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
          >
            <circle cx={x} cy={y} r={radius} />
          </Link>
        );
      })}
    </g>
  );
}

import { type KeyboardEvent, memo, type MouseEvent, useMemo, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { looksOf, nearest, outlineOf, type Spot } from './pointPaths';
import styles from './Charts.module.css';

export interface PlacedPoint extends Spot {
  id: string;
  name: string;
  group: string;
  value: number;
  to: string;
  /** What else is to be said of it. */
  remark?: string | undefined;
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

/**
 * Points that lead to their pictures. All are drawn as a few shapes; the one that is pointed at, or that the arrow keys
 * have come to, is a link over them, which tells the page it leads to where the reader stood.
 */
export const PlotPoints = memo(function PlotPoints({ points, words, onTell }: Props) {
  const [current, setCurrent] = useState(0);
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const looks = useMemo(() => looksOf(points), [points]);
  const place = Math.min(current, points.length - 1);
  const point = points[place];
  if (!point) return null;
  const state = { back: pathname + search };
  const tell = ({ name, group, value, remark }: PlacedPoint) =>
    [name, group, words(value), remark].filter(Boolean).join(' · ');
  const turnTo = (next: number) => {
    setCurrent(next);
    onTell(tell(points[next] ?? point));
  };
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    turnTo((place + step + points.length) % points.length);
  };
  const under = ({ clientX, clientY, currentTarget }: MouseEvent<SVGPathElement>) => {
    const { left = 0, top = 0 } = currentTarget.ownerSVGElement?.getBoundingClientRect() ?? {};
    return nearest(points, clientX - left, clientY - top);
  };
  return (
    <g data-testid="chart-points" data-count={points.length}>
      {looks.map(({ second, doubtful, outline }) => (
        <path
          key={`${second}/${doubtful}`}
          role="presentation"
          className={styles['points']}
          d={outline}
          data-second={second || undefined}
          data-doubtful={doubtful || undefined}
          onMouseMove={(event) => turnTo(under(event))}
          onMouseLeave={() => onTell(null)}
          // A finger has pointed at nothing before.
          onClick={(event) => void navigate(points[under(event)]?.to ?? point.to, { state })}
        />
      ))}
      <Link
        to={point.to}
        state={state}
        className={styles['point']}
        aria-label={tell(point)}
        onKeyDown={move}
        onFocus={() => onTell(tell(point))}
        onBlur={() => onTell(null)}
        onMouseEnter={() => onTell(tell(point))}
        onMouseLeave={() => onTell(null)}
        data-testid="chart-point"
        data-image={point.id}
        data-value={point.value}
        data-doubtful={point.doubtful ? true : undefined}
        data-second={point.second ? true : undefined}
      >
        <path d={outlineOf(point)} />
      </Link>
    </g>
  );
});

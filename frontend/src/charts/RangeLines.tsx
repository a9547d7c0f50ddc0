import { linear } from '../components/LineChart/scale';
import { useTranslation } from 'react-i18next';
import { axisRange } from './axis';
import { UprightAxis } from './Axes';
import { areaOf, HEIGHT, type Place, upright } from './frame';
import { lookOf } from './palette';
import { PointMark } from './PointMark';
import { Legend } from './Legend';
import { legendHeight } from './legendLayout';
import styles from './Charts.module.css';

export interface RangePoint {
  x: number;
  y: number;
  /** Ends of the shaded range; equal to `y` where there is none. */
  low: number;
  high: number;
}

export interface RangeSeries {
  name: string;
  points: readonly RangePoint[];
}

interface Props {
  label: string;
  /** What runs along the bottom. */
  across: string;
  series: readonly RangeSeries[];
  width: number;
  words: (value: number) => string;
}

const joined = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

function Shade({
  points,
  x,
  y,
  colour,
}: {
  points: readonly RangePoint[];
  x: (v: number) => number;
  y: Place;
  colour: string;
}) {
  const upper = points.map((point) => [x(point.x), y(point.high)] as const);
  const lower = points.map((point) => [x(point.x), y(point.low)] as const);
  return (
    <polygon
      className={styles['area']}
      points={joined([...upper, ...lower.reverse()])}
      fill={colour}
    />
  );
}

/** A line a series, told apart by colour, dash and mark, with its shaded range. */
export function RangeLines({ label, across, series, width, words }: Props) {
  const { i18n } = useTranslation();
  const area = { ...areaOf(width), right: width - 16 };
  const all = series.flatMap(({ points }) => points);
  const places = [...new Set(all.map((point) => point.x))].sort((a, b) => a - b);
  const y = upright(area, axisRange(all.flatMap(({ y: value, high }) => [value, high])));
  const x = linear([0, Math.max(1, ...places)], [area.left, area.right]);
  const named = series.length > 1 ? series.map(({ name }) => name) : [];
  const height = HEIGHT + legendHeight(named.length, width);
  return (
    <svg width={width} height={height} role="img" aria-label={`${label} / ${across}`}>
      <UprightAxis area={area} y={y} words={words} label={label} />
      <g className={styles['axis']} textAnchor="middle">
        {places.map((value) => (
          <text key={value} x={x(value)} y={area.bottom + 17}>
            {new Intl.NumberFormat(i18n.language).format(value)}
          </text>
        ))}
        <text x={(area.left + area.right) / 2} y={area.bottom + 35}>
          {across}
        </text>
      </g>
      {series.map(({ name, points }, place) => (
        <Shade key={name} points={points} x={x} y={y} colour={lookOf(place).colour} />
      ))}
      {series.map(({ name, points }, place) => {
        const { colour, dash, mark } = lookOf(place);
        const line = joined(points.map((point) => [x(point.x), y(point.y)]));
        return (
          <g key={name}>
            <polyline
              className={styles['line']}
              points={line}
              stroke={colour}
              strokeDasharray={dash}
            />
            {points.map((point) => (
              <PointMark key={point.x} mark={mark} x={x(point.x)} y={y(point.y)} colour={colour} />
            ))}
          </g>
        );
      })}
      <Legend names={named} width={width} top={HEIGHT} />
    </svg>
  );
}

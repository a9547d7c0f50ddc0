import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlotWidth } from '../../charts/usePlotWidth';
import { formatNumber } from '../../lib/format';
import { linear, type Range, rangeOf, type Series, ticks } from './scale';
import { ValueTable } from './ValueTable';
import styles from './LineChart.module.css';

interface Props {
  title: string;
  /** What runs along the bottom. */
  across: string;
  series: readonly Series[];
  /** Fixed ends of the upright axis; without it they follow the values, down to zero. */
  range?: Range;
}

const HEIGHT = 240;
const LEFT = 46;
const BESIDE = 12;
const TOP = 12;
const BOTTOM = HEIGHT - 28;
const COLOURS = 5;
const DASHES = 6;

/** The same look comes again after 30 curves. */
const lookOf = (place: number) => ({
  'data-colour': place % COLOURS,
  'data-dash': place % DASHES,
});

type Place = (value: number) => number;

interface AxesProps {
  x: Place;
  y: Place;
  across: Range;
  upright: Range;
}

function Axes({ x, y, across, upright }: AxesProps) {
  const { i18n } = useTranslation();
  const words = (value: number) => formatNumber(value, i18n.language, 4);
  return (
    <g className={styles['axes']}>
      {ticks(upright, 4).map((value) => (
        <g key={value} transform={`translate(0 ${y(value)})`}>
          <line x1={LEFT} x2={x(across[1])} />
          <text x={LEFT - 8} dy="0.32em" textAnchor="end">
            {words(value)}
          </text>
        </g>
      ))}
      {ticks(across, 6)
        .filter(Number.isInteger)
        .map((value) => (
          <text key={value} x={x(value)} y={HEIGHT - 8} textAnchor="middle">
            {words(value)}
          </text>
        ))}
    </g>
  );
}

function Line({ series, place, x, y }: { series: Series; place: number; x: Place; y: Place }) {
  const points = series.points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ');
  const last = series.points.at(-1);
  return (
    <g {...lookOf(place)} className={styles['series']}>
      <polyline points={points} />
      {last && <circle cx={x(last.x)} cy={y(last.y)} r={3.5} />}
    </g>
  );
}

function Legend({ series }: { series: readonly Series[] }) {
  const { i18n } = useTranslation();
  const newest = (value: number | undefined) =>
    value === undefined ? '–' : formatNumber(value, i18n.language, 3);
  return (
    <ul className={styles['legend']}>
      {series.map(({ name, points }, place) => (
        <li key={name}>
          <svg width={26} height={10} aria-hidden {...lookOf(place)}>
            <line x1={0} x2={26} y1={5} y2={5} className={styles['sample']} />
          </svg>
          {name}
          <b className="number">{newest(points.at(-1)?.y)}</b>
        </li>
      ))}
    </ul>
  );
}

/** Curves over one axis, told apart by colour and dash, with their newest values and all values as a table. */
export function LineChart({ title, across, series, range }: Props) {
  const titleId = useId();
  const plot = useRef<HTMLDivElement>(null);
  const room = usePlotWidth(plot);
  const points = series.flatMap((one) => one.points);
  const width = rangeOf(points.map((point) => point.x));
  const upright = range ?? [0, rangeOf([0, ...points.map((point) => point.y)])[1]];
  const x = linear(width, [LEFT, room - BESIDE]);
  const y = linear(upright, [BOTTOM, TOP]);
  return (
    <figure className={styles['chart']} aria-labelledby={titleId}>
      <figcaption id={titleId}>{title}</figcaption>
      <Legend series={series} />
      <div ref={plot}>
        <svg viewBox={`0 0 ${room} ${HEIGHT}`} role="img" aria-label={`${title} / ${across}`}>
          <Axes x={x} y={y} across={width} upright={upright} />
          {series.map((one, place) => (
            <Line key={one.name} series={one} place={place} x={x} y={y} />
          ))}
        </svg>
      </div>
      <p className={styles['across']}>{across}</p>
      <ValueTable across={across} series={series} />
    </figure>
  );
}

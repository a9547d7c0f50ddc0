import { useTranslation } from 'react-i18next';
import { shortened } from '../../charts/axis';
import { ChartFrame } from '../../charts/ChartFrame';
import { LEGEND_LINE, legendColumns, legendHeight } from '../../charts/legendLayout';
import { formatNumber } from '../../lib/format';
import { numbersOf } from './numbersOf';
import { linear, type Range, rangeOf, type Series, ticks } from './scale';
import { ValueTable } from './ValueTable';
import styles from './LineChart.module.css';

interface Props {
  title: string;
  /** Of the saved file, without its ending. */
  name: string;
  /** What runs along the bottom. */
  across: string;
  series: readonly Series[];
  /** Fixed ends of the upright axis; without it they follow the values, down to zero. */
  range?: Range;
}

const HEIGHT = 256;
const LEFT = 46;
const BESIDE = 12;
const TOP = 12;
const BOTTOM = HEIGHT - 46;
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
          <text key={value} x={x(value)} y={BOTTOM + 20} textAnchor="middle">
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

/** Names and newest values, inside the drawing so that a saved figure has them. */
function Legend({ series, width }: { series: readonly Series[]; width: number }) {
  const { i18n } = useTranslation();
  const columns = legendColumns(series.length, width);
  const room = width / columns;
  const newest = (value: number | undefined) =>
    value === undefined ? '–' : formatNumber(value, i18n.language, 3);
  return series.map(({ name, points }, place) => {
    const x = (place % columns) * room + 6;
    const y = HEIGHT + Math.floor(place / columns) * LEGEND_LINE + 8;
    return (
      <g key={name} transform={`translate(${x} ${y})`} {...lookOf(place)}>
        <line x2={26} className={styles['sample']} />
        <text x={34} dy="0.32em" data-testid="curve-name">
          {shortened(name, room - 84)} <tspan fontWeight={600}>{newest(points.at(-1)?.y)}</tspan>
        </text>
      </g>
    );
  });
}

interface PlotProps extends Omit<Props, 'name'> {
  room: number;
}

function Plot({ title, across, series, range, room }: PlotProps) {
  const points = series.flatMap((one) => one.points);
  const width = rangeOf(points.map((point) => point.x));
  const upright = range ?? [0, rangeOf([0, ...points.map((point) => point.y)])[1]];
  const x = linear(width, [LEFT, room - BESIDE]);
  const y = linear(upright, [BOTTOM, TOP]);
  return (
    <svg
      className={styles['plot']}
      width={room}
      height={HEIGHT + legendHeight(series.length, room)}
      role="img"
      aria-label={`${title} / ${across}`}
    >
      <Axes x={x} y={y} across={width} upright={upright} />
      <text x={(LEFT + room) / 2} y={HEIGHT - 8} textAnchor="middle" className={styles['across']}>
        {across}
      </text>
      {series.map((one, place) => (
        <Line key={one.name} series={one} place={place} x={x} y={y} />
      ))}
      <Legend series={series} width={room} />
    </svg>
  );
}

/** Curves over one axis, told apart by colour and dash, with their newest values and all values as a table. */
export function LineChart({ name, ...plot }: Props) {
  const { title, across, series } = plot;
  const numbers = numbersOf(across, series);
  return (
    <ChartFrame title={title} name={name} values={<ValueTable {...numbers} />} saved={{ numbers }}>
      {(room) => <Plot {...plot} room={room} />}
    </ChartFrame>
  );
}

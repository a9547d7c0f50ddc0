import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { axisRange } from './axis';
import { BandAxis, UprightAxis } from './Axes';
import type { BoxPoint } from './BoxPlot';
import { areaOf, type Band, bandsOf, HEIGHT, type Place, upright, widthFor } from './frame';
import { type PlacedPoint, PlotPoints } from './PlotPoints';
import { swarm } from './swarm';
import styles from './Charts.module.css';

export interface StripPoint extends BoxPoint {
  doubtful: boolean;
  remark?: string | undefined;
}

export interface StripSide {
  points: readonly StripPoint[];
  /** Null where no picture has the value. */
  median: number | null;
}

export interface Strip {
  name: string;
  note: string;
  /** One set of values, or two of the same pictures side by side. */
  sides: readonly StripSide[];
}

interface Props {
  label: string;
  strips: readonly Strip[];
  width: number;
  words: (value: number) => string;
}

const SIZE = 8;

interface Lane {
  middle: number;
  reach: number;
}

/** Two sides share the band, and leave room between them for the lines that pair their points. */
function lanesOf({ middle, width }: Band, sides: number): Lane[] {
  if (sides < 2) return [{ middle, reach: width * 0.36 }];
  return [-1, 1].map((way) => ({ middle: middle + way * width * 0.25, reach: width * 0.13 }));
}

function placePoints({ name, sides }: Strip, lanes: readonly Lane[], y: Place): PlacedPoint[][] {
  return sides.map(({ points }, side) => {
    const { middle, reach } = lanes[side] ?? { middle: 0, reach: 0 };
    const heights = points.map(({ value }) => y(value));
    const offsets = swarm(heights, SIZE, reach);
    return points.map((point, rank) => ({
      ...point,
      group: name,
      second: side === 1,
      x: middle + (offsets[rank] ?? 0),
      y: heights[rank] ?? 0,
    }));
  });
}

/** A line from each picture's first value to its second; one shape, however many they are. */
function Pairs({ placed: [first = [], second = []] }: { placed: readonly PlacedPoint[][] }) {
  const seconds = new Map(second.map((point) => [point.id, point]));
  const lines = first.flatMap(({ id, x, y }) => {
    const other = seconds.get(id);
    return other ? [`M${x} ${y}L${other.x} ${other.y}`] : [];
  });
  if (lines.length === 0) return null;
  return (
    <path
      className={styles['pair']}
      d={lines.join('')}
      data-testid="chart-pairs"
      data-count={lines.length}
    />
  );
}

function Medians({ sides, lanes, y }: { sides: Strip['sides']; lanes: readonly Lane[]; y: Place }) {
  return sides.map(({ median }, side) => {
    const { middle, reach } = lanes[side] ?? { middle: 0, reach: 0 };
    return (
      median !== null && (
        <line
          key={side}
          className={styles['median']}
          x1={middle - reach}
          x2={middle + reach}
          y1={y(median)}
          y2={y(median)}
          data-testid="chart-median"
          data-value={median}
        />
      )
    );
  });
}

/** Where everything stands; once for as long as the values are the same. */
function layOut(strips: readonly Strip[], whole: number) {
  const area = areaOf(whole);
  const values = strips.flatMap(({ sides }) => sides.flatMap(({ points }) => points));
  const y = upright(area, axisRange(values.map(({ value }) => value)));
  const bands = bandsOf(area, strips.length);
  const columns = strips.map((strip, place) => {
    const band = bands[place] ?? { middle: 0, width: 0 };
    const lanes = lanesOf(band, strip.sides.length);
    return { ...strip, ...band, lanes, placed: placePoints(strip, lanes, y) };
  });
  return { area, y, columns, points: columns.flatMap(({ placed }) => placed.flat()) };
}

/** A column a group with a point a picture and the median as a bar; two values of a picture are joined by a line. */
export function StripPlot({ label, strips, width, words }: Props) {
  const { t } = useTranslation();
  const [told, setTold] = useState<string | null>(null);
  const whole = widthFor(strips.length, width);
  const { area, y, columns, points } = useMemo(() => layOut(strips, whole), [strips, whole]);
  return (
    <>
      <svg width={whole} height={HEIGHT} role="group" aria-label={label}>
        <UprightAxis area={area} y={y} words={words} label={label} />
        <BandAxis area={area} bands={columns} />
        <g className={styles['strip']}>
          {columns.map(({ name, sides, lanes, placed }) => (
            <g key={name}>
              <Pairs placed={placed} />
              <Medians sides={sides} lanes={lanes} y={y} />
            </g>
          ))}
        </g>
        <PlotPoints points={points} words={words} onTell={setTold} />
      </svg>
      <p className={styles['tip']} aria-live="polite">
        {told ?? t('statistics.pointHint')}
      </p>
    </>
  );
}

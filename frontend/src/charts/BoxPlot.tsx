import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { axisRange } from './axis';
import { BandAxis, UprightAxis } from './Axes';
import { areaOf, type Band, bandsOf, HEIGHT, type Place, upright, widthFor } from './frame';
import { PlotPoints } from './PlotPoints';
import { swarm } from './swarm';
import styles from './Charts.module.css';

export interface Box {
  least: number;
  q1: number;
  median: number;
  q3: number;
  most: number;
}

export interface BoxPoint {
  id: string;
  name: string;
  value: number;
  /** Where a click leads. */
  to: string;
}

export interface BoxGroup {
  name: string;
  /** Null where no picture has the value. */
  box: Box | null;
  points: readonly BoxPoint[];
}

interface Props {
  label: string;
  groups: readonly BoxGroup[];
  width: number;
  words: (value: number) => string;
}

function BoxShape({ box, band, y }: { box: Box; band: Band; y: Place }) {
  const half = Math.min(38, band.width * 0.3);
  const across = (value: number, reach: number) => ({
    x1: band.middle - reach,
    x2: band.middle + reach,
    y1: y(value),
    y2: y(value),
  });
  const stem = { x1: band.middle, x2: band.middle };
  return (
    <g className={styles['box']}>
      <line {...stem} y1={y(box.least)} y2={y(box.q1)} />
      <line {...stem} y1={y(box.q3)} y2={y(box.most)} />
      <line {...across(box.least, half / 2)} />
      <line {...across(box.most, half / 2)} />
      <rect
        x={band.middle - half}
        width={half * 2}
        y={y(box.q3)}
        height={Math.max(0, y(box.q1) - y(box.q3))}
        rx={2}
      />
      <line {...across(box.median, half)} className={styles['median']} />
    </g>
  );
}

const SIZE = 8;

/** A box a group, from the quartiles to the range, with a point for every picture that leads to it. */
export function BoxPlot({ label, groups, width, words }: Props) {
  const { t } = useTranslation();
  const [told, setTold] = useState<string | null>(null);
  const whole = widthFor(groups.length, width);
  const area = areaOf(whole);
  const y = upright(
    area,
    axisRange(groups.flatMap(({ points }) => points.map(({ value }) => value))),
  );
  const bands = bandsOf(area, groups.length);
  const placed = groups.flatMap(({ name, points }, place) => {
    const band = bands[place] ?? { middle: 0, width: 0 };
    const heights = points.map(({ value }) => y(value));
    const offsets = swarm(heights, SIZE, band.width * 0.42);
    return points.map((point, rank) => ({
      ...point,
      group: name,
      x: band.middle + (offsets[rank] ?? 0),
      y: heights[rank] ?? 0,
    }));
  });
  return (
    <>
      <svg width={whole} height={HEIGHT} role="group" aria-label={label}>
        <UprightAxis area={area} y={y} words={words} label={label} />
        <BandAxis
          area={area}
          bands={groups.map(({ name, points }, place) => ({
            name,
            note: t('statistics.n', { n: points.length }),
            ...(bands[place] ?? { middle: 0, width: 0 }),
          }))}
        />
        {groups.map(({ name, box }, place) => {
          const band = bands[place];
          return box && band && <BoxShape key={name} box={box} band={band} y={y} />;
        })}
        <PlotPoints points={placed} words={words} onTell={setTold} />
      </svg>
      <p className={styles['tip']} aria-live="polite">
        {told ?? t('statistics.pointHint')}
      </p>
    </>
  );
}

import { axisTicks, shortened } from './axis';
import type { Area, Place } from './frame';
import styles from './Charts.module.css';

interface UprightProps {
  area: Area;
  y: Place;
  words: (value: number) => string;
  label: string;
}

/** The upright axis: lines across the plot, their values, and what is measured. */
export function UprightAxis({ area, y, words, label }: UprightProps) {
  return (
    <g className={styles['axis']}>
      {axisTicks(y.range).map((value) => (
        <g key={value} transform={`translate(0 ${y(value)})`}>
          <line x1={area.left} x2={area.right} />
          <text x={area.left - 7} dy="0.32em" textAnchor="end">
            {words(value)}
          </text>
        </g>
      ))}
      <text x={4} y={12} className={styles['name']}>
        {label}
      </text>
    </g>
  );
}

interface AcrossProps {
  area: Area;
  x: Place;
  words: (value: number) => string;
  label: string;
}

/** An axis of numbers along the bottom, with what they count. */
export function AcrossAxis({ area, x, words, label }: AcrossProps) {
  return (
    <g className={styles['axis']} textAnchor="middle">
      {axisTicks(x.range).map((value) => (
        <text key={value} x={x(value)} y={area.bottom + 17}>
          {words(value)}
        </text>
      ))}
      <text x={(area.left + area.right) / 2} y={area.bottom + 35} className={styles['name']}>
        {label}
      </text>
    </g>
  );
}

interface BandProps {
  area: Area;
  /** Middle and room of each name, in pixels. */
  bands: readonly { name: string; note?: string; middle: number; width: number }[];
}

/** Names along the bottom, each under its place, with a second line such as n. */
export function BandAxis({ area, bands }: BandProps) {
  return (
    <g className={styles['axis']}>
      {bands.map(({ name, note, middle, width }) => (
        <g key={name} transform={`translate(${middle} ${area.bottom})`} textAnchor="middle">
          <text y={17} className={styles['name']}>
            <title>{name}</title>
            {shortened(name, width - 4)}
          </text>
          {note !== undefined && <text y={33}>{note}</text>}
        </g>
      ))}
    </g>
  );
}

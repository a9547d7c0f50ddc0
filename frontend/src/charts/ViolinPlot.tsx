import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellClass } from '../api/types';
import { axisRange } from './axis';
import { BandAxis, UprightAxis } from './Axes';
import { density, type Height, quantile } from './density';
import { areaOf, bandsOf, HEIGHT, type Place, upright, widthFor } from './frame';
import { useClassFills } from './useClassFills';
import { ClassLegend } from './ClassLegend';
import styles from './Charts.module.css';

export interface ClassValues {
  /** How many cells there are; `values` may be evenly spaced quantiles of them. */
  n: number;
  values: readonly number[];
}

export interface ViolinGroup {
  name: string;
  byClass: Readonly<Partial<Record<string, ClassValues>>>;
}

interface Props {
  label: string;
  classes: readonly CellClass[];
  groups: readonly ViolinGroup[];
  width: number;
  words: (value: number) => string;
}

interface Shape {
  sorted: number[];
  heights: Height[];
}

const shapeOf = (values: readonly number[]): Shape => {
  const sorted = [...values].sort((a, b) => a - b);
  return { sorted, heights: density(sorted) };
};

/** Of fewer cells a shape would tell more than is known. */
const LEAST_CELLS = 5;

interface ViolinProps {
  shape: Shape;
  middle: number;
  half: number;
  y: Place;
  fill: string;
}

/** At its widest it takes its room; a bar from the quartiles and a ring at the median. Of few cells each is a dot. */
function Violin({ shape: { sorted, heights }, middle, half, y, fill }: ViolinProps) {
  if (sorted.length < LEAST_CELLS) {
    return sorted.map((value, place) => (
      <circle key={place} cx={middle} cy={y(value)} r={4} fill={fill} className={styles['cell']} />
    ));
  }
  const peak = Math.max(...heights.map(({ height }) => height));
  const side = (sign: number) =>
    heights.map(
      ({ at, height }) =>
        `${(middle + (sign * half * height) / peak).toFixed(1)} ${y(at).toFixed(1)}`,
    );
  const outline = [...side(-1), ...side(1).reverse()].join('L');
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((share) => y(quantile(sorted, share)));
  return (
    <g className={styles['violin']}>
      {outline !== '' && <path d={`M${outline}Z`} fill={fill} />}
      <line className={styles['inner']} x1={middle} x2={middle} y1={q1} y2={q3} />
      <circle className={styles['median']} cx={middle} cy={median} r={4} />
    </g>
  );
}

/** The spread of a value over the cells of each class, side by side for each group. */
export function ViolinPlot({ label, classes, groups, width, words }: Props) {
  const { i18n } = useTranslation();
  const { fillOf, definitions } = useClassFills(classes);
  const whole = widthFor(groups.length * Math.max(1, classes.length * 0.7), width);
  const area = areaOf(whole);
  const shapes = useMemo(
    () =>
      groups.map(({ byClass }) => classes.map(({ name }) => shapeOf(byClass[name]?.values ?? []))),
    [groups, classes],
  );
  const y = upright(area, axisRange(shapes.flat().flatMap(({ sorted }) => sorted.at(-1) ?? [])));
  const bands = bandsOf(area, groups.length);
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  return (
    <svg width={whole} height={HEIGHT + 22} role="img" aria-label={label}>
      {definitions}
      <UprightAxis area={area} y={y} words={words} label={label} />
      <BandAxis
        area={area}
        bands={groups.map(({ name, byClass }, place) => ({
          name,
          note: classes.map((one) => number(byClass[one.name]?.n ?? 0)).join(' / '),
          ...(bands[place] ?? { middle: 0, width: 0 }),
        }))}
      />
      {groups.map(({ name }, place) => {
        const { middle, width: room } = bands[place] ?? { middle: 0, width: 0 };
        const step = (room * 0.9) / classes.length;
        return classes.map((one, rank) => (
          <Violin
            key={`${name}/${one.name}`}
            shape={shapes[place]?.[rank] ?? shapeOf([])}
            middle={middle + (rank - (classes.length - 1) / 2) * step}
            half={step * 0.45}
            y={y}
            fill={fillOf(one.name)}
          />
        ));
      })}
      <ClassLegend classes={classes} fillOf={fillOf} top={HEIGHT} />
    </svg>
  );
}

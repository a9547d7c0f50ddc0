import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AcrossAxis, UprightAxis } from '../../charts/Axes';
import { axisRange } from '../../charts/axis';
import { ChartFrame } from '../../charts/ChartFrame';
import { ChartValues } from '../../charts/ChartValues';
import charts from '../../charts/Charts.module.css';
import { type Area, areaOf, HEIGHT, type Place, upright } from '../../charts/frame';
import type { Numbers } from '../../charts/numbers';
import { PlotPoints } from '../../charts/PlotPoints';
import { linear } from '../../components/LineChart/scale';
import { formatNumber } from '../../lib/format';
import type { Measure } from './rows';
import { radiusOf, type Sized } from './sizes';
import { useMeasureName } from './useMeasureName';
import { useSettingWords } from './useSettingWords';
import styles from './ComparisonPage.module.css';

interface Props {
  sized: readonly Sized[];
  measure: Measure;
}

const THOUSAND = 1000;

function placesOf(sized: readonly Sized[], area: Area): { x: Place; y: Place } {
  const ends = sized.flatMap(({ estimate: { value, low, high } }) => [
    value,
    low ?? value,
    high ?? value,
  ]);
  const range = axisRange(sized.map(({ parameters }) => parameters / THOUSAND));
  const x = Object.assign(linear(range, [area.left, area.right - 20]), { range });
  return { x, y: upright(area, axisRange(ends)) };
}

function Interval({ one, x, y }: { one: Sized; x: Place; y: Place }) {
  const { low, high } = one.estimate;
  if (low === null || high === null) return null;
  const across = x(one.parameters / THOUSAND);
  return <line className={styles['range']} x1={across} x2={across} y1={y(low)} y2={y(high)} />;
}

function useNumbers({ sized, measure }: Props): Numbers {
  const { t } = useTranslation();
  const words = useSettingWords();
  const head = [t('comparisons.training'), t('comparisons.parameters'), useMeasureName()(measure)];
  return {
    head: [...head, t('comparisons.low'), t('comparisons.high')],
    rows: sized.map(({ row, place, parameters, estimate: { value, low, high } }) => [
      words.training(row, place),
      parameters,
      value,
      low,
      high,
    ]),
  };
}

function Values({ head, rows }: Numbers) {
  const { i18n } = useTranslation();
  const cellOf = (cell: string | number | null) =>
    typeof cell === 'number' ? formatNumber(cell, i18n.language, 3) : (cell ?? '–');
  const written = rows.map((row, place) => ({ key: String(place), cells: row.map(cellOf) }));
  return <ChartValues head={head} rows={written} />;
}

/** One point a training: to the right with its parameters, up with its measure, as large as it has parameters. */
export function SizePlot({ sized, measure }: Props) {
  const { t, i18n } = useTranslation();
  const words = useSettingWords();
  const numbers = useNumbers({ sized, measure });
  const name = useMeasureName()(measure);
  const title = t('comparisons.sizeTitle', { measure: name });
  const [tip, setTip] = useState<string | null>(null);
  const number = (value: number) => formatNumber(value, i18n.language, 3);
  const most = Math.max(...sized.map(({ parameters }) => parameters));
  const pointsAt = (x: Place, y: Place) =>
    sized.map(({ row, place, parameters, estimate: { value } }) => ({
      id: row.training_id,
      name: words.training(row, place),
      group: t('comparisons.count', { count: parameters, words: number(parameters) }),
      value,
      to: `/trainings/${row.training_id}`,
      x: x(parameters / THOUSAND),
      y: y(value),
      radius: radiusOf(parameters, most),
    }));
  return (
    <ChartFrame
      title={title}
      name="accuracy-by-size"
      note={t('comparisons.sizeNote')}
      values={<Values {...numbers} />}
      saved={{ numbers }}
    >
      {(width) => {
        const area = areaOf(width);
        const { x, y } = placesOf(sized, area);
        return (
          <>
            <svg width={width} height={HEIGHT} role="group" aria-label={title}>
              <UprightAxis area={area} y={y} words={number} label={name} />
              <AcrossAxis area={area} x={x} words={number} label={t('comparisons.thousands')} />
              {sized.map((one) => (
                <Interval key={one.row.training_id} one={one} x={x} y={y} />
              ))}
              <PlotPoints points={pointsAt(x, y)} words={number} onTell={setTip} />
            </svg>
            <p className={charts['tip']}>{tip}</p>
          </>
        );
      }}
    </ChartFrame>
  );
}

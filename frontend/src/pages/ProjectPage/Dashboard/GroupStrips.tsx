import { useTranslation } from 'react-i18next';
import type { PictureStatistics, Statistics } from '../../../api/types';
import { ChartFrame } from '../../../charts/ChartFrame';
import { ChartValues } from '../../../charts/ChartValues';
import { PointMark } from '../../../charts/PointMark';
import { StripPlot } from '../../../charts/StripPlot';
import { DefinitionMark } from '../../../results/Definitions';
import type { Metric } from '../../../results/metrics';
import { useMetricWords } from '../../../results/useMetricWords';
import type { Section } from '../../PredictionPage/StatisticsTab/columns';
import { MetricField } from './MetricField';
import type { Second } from './secondSide';
import { stripsOf } from './strips';
import styles from './Dashboard.module.css';

interface Props {
  shown: Statistics;
  other: Statistics | null;
  second: Second | null;
  pictures: readonly PictureStatistics[];
  metric: Metric;
  toOf: (imageId: string) => string;
  sections: readonly Section[];
  onMetric: (name: string) => void;
}

/** Model and labels of a side, short enough to stand beside its mark. */
function useSideName() {
  const { t } = useTranslation();
  return ({ model, labels }: Statistics) => `${model}, ${t(`dashboard.labelsOf.${labels}`)}`;
}

function Sides({ sides }: { sides: readonly Statistics[] }) {
  const { t } = useTranslation();
  const nameOf = useSideName();
  const looks = [
    { mark: 'circle', colour: 'var(--accent)' },
    { mark: 'square', colour: '#d55e00' },
  ] as const;
  return (
    <ul className={styles['sides']}>
      {sides.map((side, place) => (
        <li key={place}>
          <svg width={14} height={14} aria-hidden>
            <PointMark x={7} y={7} {...looks[place === 0 ? 0 : 1]} />
          </svg>
          {nameOf(side)}
        </li>
      ))}
      <li>
        <svg width={14} height={14} aria-hidden>
          <circle cx={7} cy={7} r={4.5} fill="none" stroke="var(--accent)" strokeWidth={2} />
        </svg>
        {t('dashboard.hollow')}
      </li>
    </ul>
  );
}

/** Groups as columns, pictures as points, of a number that the reader chooses. */
export function GroupStrips({ second, sections, metric, onMetric, ...sides }: Props) {
  const { t } = useTranslation();
  const { nameOf, write } = useMetricWords();
  const sideName = useSideName();
  const { shown, other } = sides;
  const both = other ? [shown, other] : [shown];
  const strips = stripsOf(sides, metric, {
    noGroup: t('project.noGroup'),
    note: (n, missing) => t(missing > 0 ? 'dashboard.nMissing' : 'statistics.n', { n, missing }),
    remark: (side, warned) => {
      const name = second === null ? null : sideName(both[side] ?? shown);
      return [name, warned ? t('dashboard.warned') : null].filter(Boolean).join(' · ') || undefined;
    },
  });
  const words = (value: number) => write(metric.kind, value);
  const medians = strips.map(({ name, sides: columns }) => ({
    key: name,
    cells: [
      name,
      ...columns.flatMap(({ points, median }) => [
        points.length,
        median === null ? '–' : words(median),
      ]),
    ],
  }));
  const numbers = {
    head: [t('result.picture'), t('result.group'), t('predict.model'), nameOf(metric)],
    rows: strips.flatMap(({ name, sides: columns }) =>
      columns.flatMap(({ points }, side) =>
        points.map((one) => [one.name, name, sideName(both[side] ?? shown), one.value]),
      ),
    ),
  };
  const head = both.flatMap((_, place) => {
    const mark = both.length > 1 ? ` (${place + 1})` : '';
    return [t('dashboard.n') + mark, t('statistics.median') + mark];
  });
  const term = sections.find(({ metrics }) =>
    metrics.some(({ name }) => name === metric.name),
  )?.term;
  return (
    <ChartFrame
      title={t('statistics.byGroup', { name: nameOf(metric) })}
      name="dashboard"
      beside={term && <DefinitionMark term={term} />}
      note={
        <div className={styles['note']}>
          <MetricField sections={sections} metric={metric} onMetric={onMetric} />
          <Sides sides={both} />
        </div>
      }
      values={<ChartValues head={[t('result.group'), ...head]} rows={medians} />}
      saved={{ numbers }}
    >
      {(width) => <StripPlot label={nameOf(metric)} strips={strips} width={width} words={words} />}
    </ChartFrame>
  );
}

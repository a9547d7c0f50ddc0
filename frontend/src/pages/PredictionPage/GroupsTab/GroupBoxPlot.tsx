import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Figure, Statistics } from '../../../api/types';
import { BoxPlot } from '../../../charts/BoxPlot';
import { ChartFrame } from '../../../charts/ChartFrame';
import { ChartValues } from '../../../charts/ChartValues';
import { DefinitionMark } from '../../../results/Definitions';
import type { Metric, MetricKind } from '../../../results/metrics';
import type { Term } from '../../../results/terms';
import { useFigureFiles } from '../../../results/useFigureFiles';
import { useMetricWords } from '../../../results/useMetricWords';
import { boxGroups } from './boxGroups';
import styles from '../../../results/Results.module.css';

interface Props {
  name: string;
  term: Term;
  /** What may be shown, the first at first. */
  metrics: readonly Metric[];
  statistics: Statistics;
}

/** What the service draws of one number by group; the others are saved as the page shows them. */
const figureOf: Partial<Record<MetricKind, Figure['name']>> = {
  target_proportion: 'proportion',
  target_ratio: 'target-ratio',
};

/** A box a group and a point a picture, of a number that the reader chooses. */
export function GroupBoxPlot({ name, term, metrics, statistics }: Props) {
  const { t } = useTranslation();
  const { nameOf, write } = useMetricWords();
  const files = useFigureFiles(statistics);
  const [chosen, setChosen] = useState(metrics[0]?.name);
  const metric = metrics.find((one) => one.name === chosen) ?? metrics[0];
  if (!metric) return null;
  const groups = boxGroups(statistics, metric);
  const words = (value: number) => write(metric.kind, value);
  const rows = groups.flatMap((group) =>
    group.points.map((point) => ({
      key: point.id,
      cells: [<Link key="to" to={point.to}>{point.name}</Link>, group.name, words(point.value)], // prettier-ignore
    })),
  );
  const head = [t('result.picture'), t('result.group'), nameOf(metric)];
  const numbers = groups.flatMap(({ name: group, points }) =>
    points.map((point) => [point.name, group, point.value]),
  );
  const drawn = figureOf[metric.kind];
  return (
    <ChartFrame
      saved={drawn ? files(drawn) : { numbers: { head, rows: numbers } }}
      title={t('statistics.byGroup', { name: nameOf(metric) })}
      name={name}
      beside={<DefinitionMark term={term} />}
      note={
        <label className={styles['pick']}>
          {t('statistics.show')}
          <select
            value={metric.name}
            onChange={(event) => setChosen(event.target.value)}
            data-testid={`${name}-metric`}
          >
            {metrics.map((one) => (
              <option key={one.name} value={one.name}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
      }
      values={<ChartValues head={head} rows={rows} />}
    >
      {(width) => <BoxPlot label={nameOf(metric)} groups={groups} width={width} words={words} />}
    </ChartFrame>
  );
}

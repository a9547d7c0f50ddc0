import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Statistics } from '../../../api/types';
import { BoxPlot } from '../../../charts/BoxPlot';
import { ChartFrame } from '../../../charts/ChartFrame';
import { ChartValues } from '../../../charts/ChartValues';
import { DefinitionMark } from '../../../results/Definitions';
import type { Metric } from '../../../results/metrics';
import type { Term } from '../../../results/terms';
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

/** A box a group and a point a picture, of a number that the reader chooses. */
export function GroupBoxPlot({ name, term, metrics, statistics }: Props) {
  const { t } = useTranslation();
  const { nameOf, write } = useMetricWords();
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
  return (
    <ChartFrame
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
      values={
        <ChartValues head={[t('result.picture'), t('result.group'), nameOf(metric)]} rows={rows} />
      }
    >
      {(width) => <BoxPlot label={nameOf(metric)} groups={groups} width={width} words={words} />}
    </ChartFrame>
  );
}

import { useTranslation } from 'react-i18next';
import type { Description, GroupStatistics } from '../../../api/types';
import { ClassMark } from '../../../components/ClassMark/ClassMark';
import { formatNumber } from '../../../lib/format';
import { DefinitionMark } from '../../../results/Definitions';
import type { Metric, MetricKind } from '../../../results/metrics';
import { useMetricWords } from '../../../results/useMetricWords';
import { Missing } from '../../../results/Value';
import { TableFrame } from '../../../components/TableFrame/TableFrame';
import tables from '../../../theme/table.module.css';
import type { Both } from '../StatisticsView';
import { groupMetrics } from './groupMetrics';
import styles from '../../../results/Results.module.css';

/** Mean and standard deviation; under them the median and how many pictures gave them. */
function Described({ kind, description }: { kind: MetricKind; description: Description }) {
  const { t } = useTranslation();
  const { write } = useMetricWords();
  const { n, missing, mean, sd, median } = description;
  if (mean === null) return <Missing reason={t('statistics.missingAll', { missing })} />;
  const words = (value: number | null) => (value === null ? '–' : write(kind, value));
  return (
    <>
      <data value={mean}>{words(mean)}</data>
      {sd !== null && ` ± ${words(sd)}`}
      <span className={styles['other']}>
        {t('statistics.medianOf', { median: words(median), n })}
        {missing > 0 && ` · ${t('statistics.missingOf', { missing })}`}
      </span>
    </>
  );
}

function Count({
  name,
  group,
  before,
}: {
  name: string;
  group: GroupStatistics;
  before: GroupStatistics | null;
}) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  const count = group.counts[name] ?? 0;
  return (
    <>
      <data value={count}>{number(count)}</data>
      {before && (
        <span className={styles['other']}>
          {t('statistics.predictedCount', { number: number(before.counts[name] ?? 0) })}
        </span>
      )}
    </>
  );
}

interface RowProps {
  group: GroupStatistics;
  before: GroupStatistics | null;
  classes: readonly string[];
  metrics: readonly Metric[];
}

function GroupRow({ group, before, classes, metrics }: RowProps) {
  const { t } = useTranslation();
  return (
    <tr data-testid="group-row" data-group={group.name ?? ''}>
      <th scope="row" className={styles['first']}>
        {group.name ?? t('project.noGroup')}
      </th>
      <td className={tables['right']}>
        {group.pictures}
        {group.failed > 0 && (
          <span className={`${styles['other']} ${styles['failed']}`}>
            {t('statistics.failedOf', { failed: group.failed })}
          </span>
        )}
      </td>
      <td className={tables['right']}>
        {group.specimens > 0 ? group.specimens : <Missing reason={t('statistics.noSpecimens')} />}
      </td>
      {classes.map((name) => (
        <td key={name} className={tables['right']} data-count={name}>
          <Count name={name} group={group} before={before} />
        </td>
      ))}
      {metrics.map(({ name, kind }) => {
        const description = group.metrics[name];
        return (
          <td key={name} className={tables['right']} data-metric={name}>
            {description && <Described kind={kind} description={description} />}
          </td>
        );
      })}
    </tr>
  );
}

/** What each group is like: its pictures, counts and the mean of every number over its pictures. */
export function GroupSummary({ shown, predicted }: Both) {
  const { t } = useTranslation();
  const { nameOf } = useMetricWords();
  const metrics = groupMetrics(shown);
  const before = new Map(predicted?.groups.map((group) => [group.name, group]));
  return (
    <section className={styles['section']}>
      <div className={styles['sectionHead']}>
        <h2>{t('statistics.groups')}</h2>
        <DefinitionMark term="missing" />
      </div>
      <TableFrame>
        <table
          className={`${tables['table']} ${styles['wide']}`}
          aria-label={t('statistics.groups')}
          data-testid="group-statistics"
        >
          <thead>
            <tr>
              <th scope="col" className={styles['first']}>
                {t('result.group')}
              </th>
              <th scope="col">{t('result.pictures')}</th>
              <th scope="col">{t('statistics.specimens')}</th>
              {shown.classes.map((one) => (
                <th key={one.name} scope="col" className={tables['right']}>
                  <ClassMark {...one} />
                </th>
              ))}
              {metrics.map((metric) => (
                <th key={metric.name} scope="col" className={tables['right']}>
                  {nameOf(metric)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.groups.map((group) => (
              <GroupRow
                key={group.name}
                group={group}
                before={before.get(group.name) ?? null}
                classes={shown.classes.map(({ name }) => name)}
                metrics={metrics}
              />
            ))}
          </tbody>
        </table>
      </TableFrame>
      <p className={styles['small']}>{t('statistics.groupHint')}</p>
    </section>
  );
}

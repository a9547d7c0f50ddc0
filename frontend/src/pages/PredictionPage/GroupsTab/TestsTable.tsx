import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../api/types';
import { Notice } from '../../../components/Notice/Notice';
import { DefinitionMark } from '../../../results/Definitions';
import { useMetricWords } from '../../../results/useMetricWords';
import { TableFrame } from '../../../components/TableFrame/TableFrame';
import tables from '../../../theme/table.module.css';
import { DAGGER } from './dagger';
import { TestRow } from './TestRow';
import styles from '../../../results/Results.module.css';

function MetricChoice({
  names,
  value,
  onChange,
}: {
  names: readonly string[];
  value: string;
  onChange: (name: string) => void;
}) {
  const { t } = useTranslation();
  const { nameOfName } = useMetricWords();
  return (
    <label className={styles['pick']}>
      {t('statistics.show')}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        data-testid="test-metric"
      >
        <option value="">{t('statistics.allNumbers')}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {nameOfName(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

const heads = [
  'number',
  'testName',
  'compared',
  'nColumn',
  'statistic',
  'p',
  'holm',
  'effect',
] as const;

/** Whether the groups differ: every test with its n, its p corrected for the number of pairs, and the size of the effect. */
export function TestsTable({ statistics }: { statistics: Statistics }) {
  const { t } = useTranslation();
  const [metric, setMetric] = useState('');
  const names = [...new Set(statistics.tests.map((test) => test.metric))];
  const shown = statistics.tests.filter((test) => metric === '' || test.metric === metric);
  const dependent = statistics.unit === 'picture';
  if (names.length === 0) return <Notice tone="info">{t('statistics.oneGroup')}</Notice>;
  return (
    <section className={styles['section']}>
      <div className={styles['sectionHead']}>
        <h2>{t('statistics.tests')}</h2>
        <DefinitionMark term="tests" />
        <MetricChoice names={names} value={metric} onChange={setMetric} />
      </div>
      <p className={styles['small']}>{t(`statistics.unit.${statistics.unit}`)}</p>
      <TableFrame>
        <table
          className={`${tables['table']} ${styles['wide']}`}
          aria-label={t('statistics.tests')}
          data-testid="tests-table"
        >
          <thead>
            <tr>
              {heads.map((head, place) => (
                <th key={head} scope="col" className={place > 2 ? tables['right'] : undefined}>
                  {t(`statistics.head.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((test) => (
              <TestRow
                key={`${test.metric}/${test.kind}/${test.groups.join('/')}`}
                test={test}
                marked={dependent}
              />
            ))}
          </tbody>
        </table>
      </TableFrame>
      {dependent && (
        <p className={styles['small']} data-testid="specimen-warning">
          <sup>{DAGGER}</sup> {t('statistics.notIndependent')}
        </p>
      )}
    </section>
  );
}

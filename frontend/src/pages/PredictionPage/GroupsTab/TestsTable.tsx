import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Comparison, Statistics } from '../../../api/types';
import { Notice } from '../../../components/Notice/Notice';
import { DefinitionMark } from '../../../results/Definitions';
import { formatP, formatValue } from '../../../results/numbers';
import { useMetricWords } from '../../../results/useMetricWords';
import { Missing } from '../../../results/Value';
import tables from '../../../theme/table.module.css';
import styles from '../../../results/Results.module.css';

/** Stands beside every p that rests on pictures as if they were independent. */
const DAGGER = '†';

function PValue({ p, marked, reason }: { p: number | null; marked: boolean; reason: string }) {
  const { i18n } = useTranslation();
  if (p === null) return <Missing reason={reason} />;
  return (
    <data value={p}>
      {formatP(p, i18n.language)}
      {marked && <sup>{DAGGER}</sup>}
    </data>
  );
}

function Effect({ test }: { test: Comparison }) {
  const { i18n } = useTranslation();
  const { effect, effect_low: low, effect_high: high } = test;
  if (effect === null) return '–';
  const number = (value: number) => formatValue(value, i18n.language, 3);
  const symbol = test.kind === 'kruskal-wallis' ? 'ε²' : 'δ';
  return (
    <>
      {symbol} = <data value={effect}>{number(effect)}</data>
      {low !== null && high !== null && ` [${number(low)}, ${number(high)}]`}
    </>
  );
}

function TestRow({ test, marked }: { test: Comparison; marked: boolean }) {
  const { t, i18n } = useTranslation();
  const { nameOfName } = useMetricWords();
  const overall = test.kind === 'kruskal-wallis';
  const reason = test.reason
    ? t(`statistics.reason.${test.reason}`)
    : t('statistics.notCorrectedFor');
  return (
    <tr data-testid="test-row" data-metric={test.metric} data-kind={test.kind}>
      <td>{nameOfName(test.metric)}</td>
      <td>{t(`statistics.test.${test.kind}`)}</td>
      <td>{overall ? t('statistics.allGroups') : test.groups.join(' – ')}</td>
      <td className={tables['right']}>{test.n.join(' / ')}</td>
      {test.reason ? (
        <td colSpan={4} className="quiet" data-testid="test-reason">
          {t('statistics.noTest', { reason })}
        </td>
      ) : (
        <>
          <td className={tables['right']}>
            {overall ? 'H' : 'U'} ={' '}
            <data value={test.statistic ?? ''}>
              {formatValue(test.statistic ?? 0, i18n.language)}
            </data>
          </td>
          <td className={tables['right']} data-p>
            <PValue p={test.p} marked={marked} reason={reason} />
          </td>
          <td className={tables['right']} data-holm>
            <PValue p={test.p_holm} marked={marked} reason={reason} />
          </td>
          <td className={tables['right']}>
            <Effect test={test} />
          </td>
        </>
      )}
    </tr>
  );
}

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
      <div className={tables['frame']}>
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
      </div>
      {dependent && (
        <p className={styles['small']} data-testid="specimen-warning">
          <sup>{DAGGER}</sup> {t('statistics.notIndependent')}
        </p>
      )}
    </section>
  );
}

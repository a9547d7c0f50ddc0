import { useTranslation } from 'react-i18next';
import type { Comparison } from '../../../api/types';
import { formatP, formatValue } from '../../../results/numbers';
import { useMetricWords } from '../../../results/useMetricWords';
import { Missing } from '../../../results/Value';
import tables from '../../../theme/table.module.css';
import { DAGGER } from './dagger';

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

/** One test, or the reason why there is none. */
export function TestRow({ test, marked }: { test: Comparison; marked: boolean }) {
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

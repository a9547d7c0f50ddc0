import { useTranslation } from 'react-i18next';
import type { CellClass } from '../../api/types';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { formatNumber, formatPercent } from '../../lib/format';
import { cellTotal, type Counts, targetShare } from '../../lib/summary';
import tables from '../../theme/table.module.css';

/** Headings of the columns that CountCells fills. */
export function CountHeads({ classes }: { classes: readonly CellClass[] }) {
  const { t } = useTranslation();
  return (
    <>
      {classes.length > 1 &&
        classes.map((one) => (
          <th key={one.name} className={tables['right']}>
            <ClassMark {...one} />
          </th>
        ))}
      <th className={tables['right']}>{t('result.cells')}</th>
      {classes.some(({ target }) => target) && (
        <th className={tables['right']} title={t('result.targetShareHint')}>
          {t('result.targetShare')}
        </th>
      )}
      <th className={tables['right']} title={t('result.correctedHint')}>
        {t('result.corrected')}
      </th>
    </>
  );
}

interface Props {
  classes: readonly CellClass[];
  counts: Counts;
  corrected: number;
}

/** One row's counts: a column a class, their sum, the targets' share (missing shown as a dash), the corrected. */
export function CountCells({ classes, counts, corrected }: Props) {
  const { i18n } = useTranslation();
  const share = targetShare(counts, classes);
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <>
      {classes.length > 1 &&
        classes.map(({ name }) => (
          <td key={name} className={tables['right']}>
            {number(counts[name] ?? 0)}
          </td>
        ))}
      <td className={tables['right']}>{number(cellTotal(counts))}</td>
      {classes.some(({ target }) => target) && (
        <td className={tables['right']}>
          {share === null ? '–' : formatPercent(share, i18n.language)}
        </td>
      )}
      <td className={tables['right']}>{number(corrected)}</td>
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { CellClass } from '../../api/types';
import { formatNumber } from '../../lib/format';
import { TableFrame } from '../TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { ClassMark } from '../ClassMark/ClassMark';
import styles from './Confusion.module.css';

interface Props {
  classes: readonly CellClass[];
  /** Cells that both have: class in the first, class in the second. */
  confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What the first calls a cell against what the second calls it; nothing where there is one class. */
export function Confusion({ classes, confusion }: Props) {
  const { t, i18n } = useTranslation();
  if (classes.length < 2) return null;
  return (
    <section className={styles['confusion']}>
      <h2>{t('differences.confusion')}</h2>
      <TableFrame>
        <table className={tables['table']} data-testid="confusion">
          <thead>
            <tr>
              <th>{t('differences.confusionCorner')}</th>
              {classes.map((one) => (
                <th key={one.name} className={tables['right']}>
                  <ClassMark {...one} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((row) => (
              <tr key={row.name}>
                <th scope="row">
                  <ClassMark {...row} />
                </th>
                {classes.map(({ name }) => (
                  <td key={name} className={tables['right']}>
                    {formatNumber(confusion[row.name]?.[name] ?? 0, i18n.language)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}

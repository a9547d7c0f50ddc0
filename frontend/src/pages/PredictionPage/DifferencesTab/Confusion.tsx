import { useTranslation } from 'react-i18next';
import type { Differences } from '../../../api/types';
import { ClassMark } from '../../../components/ClassMark/ClassMark';
import { formatNumber } from '../../../lib/format';
import tables from '../../../theme/table.module.css';

/** What the first calls a cell against what the second calls it; nothing where there is one class. */
export function Confusion({ differences }: { differences: Differences }) {
  const { t, i18n } = useTranslation();
  const { classes, total } = differences;
  if (classes.length < 2) return null;
  return (
    <section>
      <h2>{t('differences.confusion')}</h2>
      <div className={tables['frame']}>
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
                    {formatNumber(total.confusion[row.name]?.[name] ?? 0, i18n.language)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import type { Prediction } from '../../api/types';
import { grandTotal, totalsByGroup } from '../../lib/summary';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { CountCells, CountHeads } from './CountCells';
import styles from './PredictionPage.module.css';

/** Counts by experiment group; left out where there is only one. */
export function GroupTable({ prediction: { images, classes } }: { prediction: Prediction }) {
  const { t } = useTranslation();
  const groups = totalsByGroup(images);
  const total = grandTotal(images);
  if (groups.length < 2) return null;
  return (
    <section className={styles['section']}>
      <h2>{t('result.group')}</h2>
      <TableFrame>
        <table className={tables['table']} data-testid="group-table">
          <thead>
            <tr>
              <th>{t('result.group')}</th>
              <th className={tables['right']}>{t('result.pictures')}</th>
              <CountHeads classes={classes} />
            </tr>
          </thead>
          <tbody>
            {groups.map(({ group, pictures, counts, corrected }) => (
              <tr key={group}>
                <td>{group ?? t('project.noGroup')}</td>
                <td className={tables['right']}>{pictures}</td>
                <CountCells classes={classes} counts={counts} corrected={corrected} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t('result.allPictures')}</td>
              <td className={tables['right']}>{total.pictures}</td>
              <CountCells classes={classes} counts={total.counts} corrected={total.corrected} />
            </tr>
          </tfoot>
        </table>
      </TableFrame>
    </section>
  );
}

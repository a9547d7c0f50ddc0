import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { thumbnailUrl } from '../../../api/urls';
import type { Differences, PictureDifferences, Tally } from '../../../api/types';
import { formatNumber } from '../../../lib/format';
import { cellTotal, type Counts } from '../../../lib/summary';
import { formatValue } from '../../../results/numbers';
import { TableFrame } from '../../../components/TableFrame/TableFrame';
import tables from '../../../theme/table.module.css';
import { byDifference } from './byDifference';

const COLUMNS = 7;

interface TallyProps {
  tally: Tally;
  /** Of the first side and of the second. */
  counts: readonly Counts[];
}

function TallyCells({ tally, counts }: TallyProps) {
  const { i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  const share = (value: number | null) =>
    value === null ? '–' : formatValue(value, i18n.language, 3);
  const { matched, only_first, only_second, class_changed, f1, kappa } = tally;
  const shown = [
    counts.map((one) => number(cellTotal(one))).join(' → '),
    ...[matched, only_first, only_second, class_changed].map(number),
    share(f1),
    share(kappa),
  ];
  return shown.map((text, column) => (
    <td key={column} className={tables['right']}>
      {text}
    </td>
  ));
}

interface RowProps {
  picture: PictureDifferences;
  /** Where both sides of a picture lie over each other. */
  toOf: (imageId: string) => string;
}

function Row({ picture, toOf }: RowProps) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { image_id: id, filename, first, second, tally } = picture;
  return (
    <tr data-testid="difference-row">
      <td>
        <Link to={toOf(id)} state={{ back: pathname + search }} className={tables['thing']}>
          <img src={thumbnailUrl(id)} alt="" loading="lazy" width={40} height={40} />
          <span>{filename}</span>
        </Link>
      </td>
      {tally && first && second ? (
        <TallyCells tally={tally} counts={[first.counts, second.counts]} />
      ) : (
        <td colSpan={COLUMNS} className={tables['right']}>
          <span className="quiet">{t('differences.notCompared')}</span>
        </td>
      )}
    </tr>
  );
}

/** A row a picture, those that differ most first, and the sum of all. */
export function DifferenceTable({ differences }: { differences: Differences }) {
  const { t } = useTranslation();
  const { first, second, images, total, counts } = differences;
  const against = second.labels === 'current' ? 'current' : second.prediction_id;
  const toOf = (id: string) => `/predictions/${first.prediction_id}/images/${id}?with=${against}`;
  return (
    <TableFrame>
      <table className={tables['table']}>
        <thead>
          <tr>
            <th>{t('result.picture')}</th>
            <th className={tables['right']}>{t('differences.cells')}</th>
            <th className={tables['right']}>{t('differences.both')}</th>
            <th className={tables['right']}>{t('differences.onlyFirst')}</th>
            <th className={tables['right']}>{t('differences.onlySecond')}</th>
            <th className={tables['right']}>{t('differences.classChanged')}</th>
            <th className={tables['right']} title={t('differences.f1Hint')}>
              {t('differences.f1')}
            </th>
            <th className={tables['right']} title={t('differences.kappaHint')}>
              {t('differences.kappa')}
            </th>
          </tr>
        </thead>
        <tbody>
          {byDifference(images).map((picture) => (
            <Row key={picture.image_id} picture={picture} toOf={toOf} />
          ))}
        </tbody>
        <tfoot>
          <tr data-testid="difference-total">
            <td>{t('differences.total')}</td>
            <TallyCells tally={total} counts={counts} />
          </tr>
        </tfoot>
      </table>
    </TableFrame>
  );
}

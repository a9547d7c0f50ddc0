import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { thumbnailUrl } from '../../../api/urls';
import type { Reading } from '../../../api/types';
import { Badge } from '../../../components/Badge/Badge';
import { When } from '../../../components/When/When';
import { LabelBadge } from '../../../components/LabelBadge/LabelBadge';
import { pageLabel } from '../../../lib/format';
import { Table } from '../../../components/Table/Table';
import tables from '../../../theme/table.module.css';
import type { ReviewRow } from './reviewRows';

function Readers({ readings }: { readings: readonly Reading[] }) {
  const { t } = useTranslation();
  return (
    <span className={tables['marks']}>
      {readings.map(({ id, reader, state }) => (
        <span key={id}>
          {reader ?? t('readings.nobody')}{' '}
          <Badge tone={state === 'draft' ? 'plain' : 'good'}>{t(`readings.state.${state}`)}</Badge>
        </span>
      ))}
    </span>
  );
}

function Row({ row }: { row: ReviewRow }) {
  const { t } = useTranslation();
  const { picture, labelled, readings, present, kinds } = row;
  return (
    <tr data-testid="review-row">
      <td>
        <Link to={`/images/${picture.id}/annotate`} className={tables['thing']}>
          <img src={thumbnailUrl(picture.id)} alt="" loading="lazy" width={40} height={40} />
          <span>
            {picture.filename}
            {pageLabel(picture.page, picture.pages)}
          </span>
        </Link>
      </td>
      <td>
        <LabelBadge labelled={labelled} />
        {labelled && (
          <div className="quiet">
            {labelled.author !== null && `${labelled.author}, `}
            <When at={labelled.updated_at} />
          </div>
        )}
      </td>
      <td>{labelled?.note}</td>
      <td>
        <Readers readings={readings} />
      </td>
      <td data-testid="present">{present.join(', ')}</td>
      <td className={tables['right']}>
        <Link to={`/images/${picture.id}/readings`} data-testid="to-readings">
          {t(kinds.has('decide') ? 'reviews.decide' : 'readings.link')}
        </Link>
      </td>
    </tr>
  );
}

export function ReviewTable({ rows }: { rows: readonly ReviewRow[] }) {
  const { t } = useTranslation();
  return (
    <Table
      heads={[
        t('result.picture'),
        t('reviews.labels'),
        t('editor.review.note'),
        t('reviews.readings'),
        t('reviews.open'),
        null,
      ]}
    >
      {rows.map((row) => (
        <Row key={row.picture.id} row={row} />
      ))}
    </Table>
  );
}

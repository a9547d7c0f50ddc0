import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDeleteReading } from '../../api/queries/readings';
import type { Labelled, Picture, Reading, Role } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { When } from '../../components/When/When';
import { Button } from '../../components/Button/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { LabelBadge } from '../../components/LabelBadge/LabelBadge';
import { may } from '../../lib/roles';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import styles from './ReadingsPage.module.css';

function OwnLabels({ picture, own }: { picture: Picture; own: Labelled }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td>{t('readings.own')}</td>
      <td>
        <LabelBadge labelled={own} />
      </td>
      <td>
        <When at={own.updated_at} />
      </td>
      <td className={tables['right']}>
        <Link to={`/images/${picture.id}/annotate`}>{t('readings.open')}</Link>
      </td>
    </tr>
  );
}

interface RowProps {
  reading: Reading;
  role: Role | undefined;
  onDelete: (reading: Reading) => void;
}

function Row({ reading, role, onDelete }: RowProps) {
  const { t } = useTranslation();
  const { id, image_id: imageId, reader, mine, state } = reading;
  const isDraft = state === 'draft';
  return (
    <tr data-testid="reading-row" data-state={state}>
      <td>
        {reader ?? t('readings.nobody')}
        {mine && <span className="quiet"> ({t('settings.you')})</span>}
      </td>
      <td>
        <Badge tone={isDraft ? 'plain' : 'good'}>{t(`readings.state.${state}`)}</Badge>
      </td>
      <td>
        <When at={reading.updated_at} />
      </td>
      <td className={tables['right']}>
        {mine && isDraft && (
          <Link to={`/images/${imageId}/annotate?reading=${id}`} data-testid="continue-reading">
            {t('readings.continue')}
          </Link>
        )}{' '}
        {((mine && isDraft) || may(role, 'reviewer')) && (
          <Button look="danger" onClick={() => onDelete(reading)}>
            {t(mine && isDraft ? 'readings.giveUp' : 'readings.remove')}
          </Button>
        )}
      </td>
    </tr>
  );
}

interface Props {
  picture: Picture;
  list: readonly Reading[];
  /** The picture's own labels, where there are some. */
  own: Labelled | undefined;
  role: Role | undefined;
}

export function ReadingTable({ picture, list, own, role }: Props) {
  const { t } = useTranslation();
  const [removing, setRemoving] = useState<Reading | null>(null);
  const remove = useDeleteReading(picture.id);
  const close = () => setRemoving(null);
  if (list.length === 0 && own === undefined) return <p className="quiet">{t('readings.none')}</p>;
  return (
    <TableFrame className={styles['table']}>
      <table className={tables['table']}>
        <thead>
          <tr>
            <th scope="col">{t('readings.reader')}</th>
            <th scope="col">{t('jobs.status')}</th>
            <th scope="col">{t('readings.changed')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {own && <OwnLabels picture={picture} own={own} />}
          {list.map((one) => (
            <Row key={one.id} reading={one} role={role} onDelete={setRemoving} />
          ))}
        </tbody>
      </table>
      {removing && (
        <ConfirmDialog
          title={t('readings.removeTitle')}
          text={t('readings.removeText')}
          confirm={t('readings.remove')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(removing.id, { onSuccess: close })}
          onClose={close}
        />
      )}
    </TableFrame>
  );
}

import { ScanSearch, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDeletePrediction, usePredictions } from '../../api/queries/predictions';
import type { PredictionSummary, Project } from '../../api/types';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { IconButton } from '../../components/IconButton/IconButton';
import { QueryView } from '../../components/QueryView/QueryView';
import { When } from '../../components/When/When';
import { StateBadge } from '../../components/StateBadge/StateBadge';
import { formatNumber, formatScore, formatWhen } from '../../lib/format';
import { Table } from '../../components/Table/Table';
import tables from '../../theme/table.module.css';

interface RowProps {
  prediction: PredictionSummary;
  onDelete: () => void;
}

function PredictionRow({ prediction, onDelete }: RowProps) {
  const { t, i18n } = useTranslation();
  const when = formatWhen(prediction.created_at, i18n.language);
  return (
    <tr>
      <td>
        <Link to={`/predictions/${prediction.id}`}>
          <When at={prediction.created_at} />
        </Link>
      </td>
      <td>
        <StateBadge state={prediction.state} />
      </td>
      <td>
        <code>{prediction.model}</code>
      </td>
      <td className="number">{formatScore(prediction.confidence)}</td>
      <td className="number">{prediction.image_count}</td>
      <td>
        <span className={tables['marks']}>
          {prediction.classes.map((one) => (
            <span key={one.name}>
              <ClassMark {...one} />{' '}
              <b className="number">
                {formatNumber(prediction.counts[one.name] ?? 0, i18n.language)}
              </b>
            </span>
          ))}
        </span>
      </td>
      <td>
        <IconButton label={`${t('action.delete')}: ${when}`} onClick={onDelete}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}

function PredictionTable({
  list,
  onDelete,
}: {
  list: PredictionSummary[];
  onDelete: (id: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <Table
      heads={[
        t('result.made'),
        t('jobs.status'),
        t('result.model'),
        t('result.confidence'),
        t('result.pictures'),
        t('result.cells'),
        null,
      ]}
    >
      {list.map((prediction) => (
        <PredictionRow
          key={prediction.id}
          prediction={prediction}
          onDelete={() => onDelete(prediction.id)}
        />
      ))}
    </Table>
  );
}

export function PredictionsTab({ project }: { project: Project }) {
  const { t } = useTranslation();
  const predictions = usePredictions(project.id);
  const remove = useDeletePrediction(project.id);
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <QueryView query={predictions}>
      {(list) => (
        <>
          {list.length === 0 ? (
            <EmptyState
              icon={<ScanSearch size={40} />}
              title={t('result.empty')}
              hint={t('result.emptyHint')}
            />
          ) : (
            <PredictionTable list={list} onDelete={setAsked} />
          )}
          {asked !== null && (
            <ConfirmDialog
              title={t('result.deleteTitle')}
              text={t('result.deleteText')}
              confirm={t('action.delete')}
              busy={remove.isPending}
              error={remove.error}
              onConfirm={() => remove.mutate(asked, { onSuccess: () => setAsked(null) })}
              onClose={() => setAsked(null)}
            />
          )}
        </>
      )}
    </QueryView>
  );
}

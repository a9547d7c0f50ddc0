import { LayoutGrid } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCellsToCheck } from '../../api/queries/labelNext';
import type { CellToCheck, Prediction } from '../../api/types';
import { formatNumber } from '../../lib/format';
import styles from './ProjectPage.module.css';
import { useCellReasonWords } from './useReasonWords';

const MOST = 6;
/** The client forgets that a box is four numbers; none is shown here. */
type ShownCell = Omit<CellToCheck, 'box'>;

function NextCell({ cell, predictionId }: { cell: ShownCell; predictionId: string }) {
  const { t } = useTranslation();
  const words = useCellReasonWords();
  return (
    <li data-testid="cell-next-item">
      <Link to={`/images/${cell.image_id}/annotate?prediction=${predictionId}`}>
        {t('fineTune.cellIn', { name: cell.class, filename: cell.filename })}
      </Link>
      <span className="quiet"> {cell.reasons.map(words).join(', ')}</span>
    </li>
  );
}

interface Props {
  projectId: string;
  predictionId: Prediction['id'] | undefined;
}

/** The cells most worth a look, in words, and the way to all of them as crops on one page. */
export function CellsNext({ projectId, predictionId }: Props) {
  const { t, i18n } = useTranslation();
  const next = useCellsToCheck(projectId, predictionId, MOST);
  if (predictionId === undefined || !next.data?.items.length) return null;
  return (
    <div className={styles['cellsNext']}>
      <h3>{t('fineTune.cellsNext')}</h3>
      <ol>
        {next.data.items.map((cell) => (
          <NextCell key={`${cell.image_id}/${cell.id}`} cell={cell} predictionId={predictionId} />
        ))}
      </ol>
      <Link to={`/predictions/${predictionId}/sheet`} data-testid="cells-to-sheet">
        <LayoutGrid size={16} aria-hidden />{' '}
        {t('fineTune.toSheet', {
          count: next.data.cells,
          number: formatNumber(next.data.cells, i18n.language),
        })}
      </Link>
    </div>
  );
}

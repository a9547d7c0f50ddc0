import { LayoutGrid } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { thumbnailUrl } from '../../api/urls';
import type { CellClass, Prediction, PredictionPicture } from '../../api/types';
import { LongBody } from '../../components/LongBody/LongBody';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { CountCells, CountHeads } from './CountCells';
import { countColumns } from './countColumns';
import styles from './PredictionPage.module.css';
import { WarningMark } from './WarningMark';

interface RowProps {
  predictionId: string;
  picture: PredictionPicture;
  classes: readonly CellClass[];
  rowIndex: number;
}

function PictureRow({ predictionId, picture, classes, rowIndex }: RowProps) {
  const { t } = useTranslation();
  const { image_id: id, filename, group, state, counts, corrected } = picture;
  return (
    <tr aria-rowindex={rowIndex} data-testid="result-row" data-state={state}>
      <td>
        <Link to={`/predictions/${predictionId}/images/${id}`} className={tables['thing']}>
          <img src={thumbnailUrl(id)} alt="" loading="lazy" width={40} height={40} />
          <span>{filename}</span>
          <WarningMark warnings={picture.warnings} />
        </Link>
      </td>
      <td>{group ?? '–'}</td>
      {counts === null ? (
        <td colSpan={countColumns(classes)} className={tables['right']}>
          {state === 'failed' ? (
            <span className={styles['failed']}>{t('result.failed')}</span>
          ) : (
            <span className="quiet">{t('result.notReady')}</span>
          )}
        </td>
      ) : (
        <CountCells classes={classes} counts={counts} corrected={corrected ?? 0} />
      )}
    </tr>
  );
}

export function PictureResults({
  prediction: { id, images, classes },
}: {
  prediction: Prediction;
}) {
  const { t } = useTranslation();
  return (
    <section className={styles['section']}>
      <div className={styles['head']}>
        <h2>{t('project.pictures')}</h2>
        {images.some(({ state }) => state === 'succeeded') && (
          <Link
            to={`/predictions/${id}/sheet`}
            className={styles['toSheet']}
            title={t('sheet.openHint')}
            data-testid="to-sheet"
          >
            <LayoutGrid size={17} aria-hidden />
            {t('sheet.open')}
          </Link>
        )}
      </div>
      <TableFrame>
        <table
          className={tables['table']}
          aria-rowcount={images.length + 1}
          data-testid="picture-table"
        >
          <thead>
            <tr>
              <th>{t('result.picture')}</th>
              <th>{t('result.group')}</th>
              <CountHeads classes={classes} />
            </tr>
          </thead>
          <LongBody items={images} columns={2 + countColumns(classes)}>
            {(picture, place) => (
              <PictureRow
                key={picture.image_id}
                predictionId={id}
                picture={picture}
                classes={classes}
                rowIndex={place + 2}
              />
            )}
          </LongBody>
        </table>
      </TableFrame>
    </section>
  );
}

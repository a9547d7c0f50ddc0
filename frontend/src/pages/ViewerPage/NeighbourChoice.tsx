import { useTranslation } from 'react-i18next';
import { usualK } from '../../api/queries/statistics';
import { formatNumber } from '../../lib/format';
import { DefinitionMark } from '../../results/Definitions';
import { PictureFigureFiles } from './PictureFigureFiles';
import type { NeighbourLines } from './useNeighbours';
import results from '../../results/Results.module.css';
import styles from './ViewerPage.module.css';

interface Props extends NeighbourLines {
  predictionId: string;
  imageId: string;
}

/** Shows the normal cells around each target, within a distance that the reader chooses. */
export function NeighbourChoice({ predictionId, imageId, k, onK, segments }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <section>
      <div className={styles['sectionHead']}>
        <h2>{t('statistics.picture.neighbours')}</h2>
        <DefinitionMark term="score" />
      </div>
      <label className={results['pick']}>
        {t('statistics.picture.within')}
        <select
          value={k ?? ''}
          onChange={(event) => onK(Number(event.target.value) || null)}
          data-testid="neighbours"
        >
          <option value="">{t('statistics.picture.off')}</option>
          {usualK.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      {segments && (
        <p role="status" data-testid="segment-count" data-count={segments.count}>
          {segments.cut && '> '}
          {t('statistics.picture.segments', {
            count: segments.count,
            number: formatNumber(segments.count, i18n.language),
          })}
        </p>
      )}
      <p className={results['small']}>{t('statistics.picture.segmentsHint')}</p>
      {k !== null && (
        <PictureFigureFiles
          title={t('statistics.picture.neighbours')}
          name="neighbours"
          predictionId={predictionId}
          imageId={imageId}
          k={[k]}
        />
      )}
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLabelNext } from '../../api/queries/labelNext';
import { usePredictions } from '../../api/queries/predictions';
import { thumbnailUrl } from '../../api/urls';
import type { LabelNextItem } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { CellsNext } from './CellsNext';
import { useReasonWords } from './useReasonWords';
import styles from './ProjectPage.module.css';

const MOST = 8;

function NextPicture({ item }: { item: LabelNextItem }) {
  const words = useReasonWords();
  return (
    <li className={styles['next']} data-testid="label-next-item">
      <Link to={`/images/${item.image_id}/annotate`} className={styles['nextLink']}>
        <img src={thumbnailUrl(item.image_id)} alt="" loading="lazy" width={72} height={72} />
        <span>{item.filename}</span>
      </Link>
      <ul>
        {item.reasons.map((reason) => (
          <li key={reason.code}>{words(reason)}</li>
        ))}
      </ul>
    </li>
  );
}

/** The pictures whose correction teaches most, each with the reason in words and a link to the editor. */
export function LabelNext({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  const next = useLabelNext(projectId, MOST);
  const predictions = usePredictions(projectId);
  return (
    <section className={styles['group']} aria-labelledby="label-next">
      <h2 id="label-next">{t('fineTune.labelNext')}</h2>
      <p className="quiet">{t('fineTune.labelNextHint')}</p>
      <QueryView query={next}>
        {(items) =>
          items.length === 0 ? (
            <p>{t('fineTune.labelNextEmpty')}</p>
          ) : (
            <>
              <ol className={styles['nexts']}>
                {items.map((item) => (
                  <NextPicture key={item.image_id} item={item} />
                ))}
              </ol>
              <CellsNext projectId={projectId} predictionId={predictions.data?.[0]?.id} />
            </>
          )
        }
      </QueryView>
    </section>
  );
}

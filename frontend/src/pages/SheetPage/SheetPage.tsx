import { LayoutGrid } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useLabelled } from '../../api/queries/labelling';
import { usePrediction } from '../../api/queries/predictions';
import { useProjectReadings } from '../../api/queries/readings';
import { useSheet } from '../../api/queries/sheet';
import type { Prediction, PredictionPicture } from '../../api/types';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { ProgressBar } from '../../components/ProgressBar/ProgressBar';
import { QueriesView } from '../../components/QueryView/QueriesView';
import { QueryView } from '../../components/QueryView/QueryView';
import { cutInParts, mineToRead, wanted } from './parts';
import { SheetFrame } from './SheetFrame';
import styles from './SheetPage.module.css';

/** All cells of a prediction as crops on one page. `?images=` or `?group=` name some of its pictures, `?part=` which lot. */
export default function SheetPage() {
  const { t } = useTranslation();
  const { predictionId = '' } = useParams();
  const prediction = usePrediction(predictionId);
  return (
    <QueryView query={prediction} missing={t('result.notFound')}>
      {(data) =>
        data.project_id === null ? (
          <Parts prediction={data} labelled={none} reading={none} />
        ) : (
          <OfProject prediction={data} projectId={data.project_id} />
        )
      }
    </QueryView>
  );
}

/** Pictures that somebody has labelled already show these labels; what one reads for oneself is not corrected here. */
function OfProject({ prediction, projectId }: { prediction: Prediction; projectId: string }) {
  const queries = { labelled: useLabelled(projectId), readings: useProjectReadings(projectId) };
  return (
    <QueriesView queries={queries}>
      {({ labelled, readings }) => (
        <Parts
          prediction={prediction}
          labelled={new Set(labelled.map(({ image_id: id }) => id))}
          reading={mineToRead(readings)}
        />
      )}
    </QueriesView>
  );
}

const none: ReadonlySet<string> = new Set();

interface PartsProps {
  prediction: Prediction;
  labelled: ReadonlySet<string>;
  /** Left out. */
  reading: ReadonlySet<string>;
}

function Parts({ prediction, labelled, reading }: PartsProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [named] = useState(() => wanted(prediction, search));
  const [parts] = useState(() => cutInParts(named.filter(({ image_id: id }) => !reading.has(id))));
  const leftOut = named.filter(({ image_id: id }) => reading.has(id)).length;
  const at = Math.min(Math.max(Number(search.get('part') ?? 1), 1), Math.max(parts.length, 1));
  const pictures = parts[at - 1];
  if (!pictures) {
    return (
      <main className={styles['empty']}>
        <EmptyState
          icon={<LayoutGrid size={40} />}
          title={t('sheet.empty')}
          hint={t('sheet.emptyHint')}
        >
          <Link to={`/predictions/${prediction.id}`}>{t('sheet.toResult')}</Link>
        </EmptyState>
      </main>
    );
  }
  return (
    <Opening
      key={at}
      prediction={prediction}
      labelled={labelled}
      pictures={pictures}
      leftOut={leftOut}
      part={{ at, of: parts.length }}
    />
  );
}

interface OpeningProps extends Omit<PartsProps, 'reading'> {
  leftOut: number;
  pictures: readonly PredictionPicture[];
  part: { at: number; of: number };
}

function Opening({ prediction, labelled, pictures, leftOut, part }: OpeningProps) {
  const { t } = useTranslation();
  const [done, setDone] = useState(0);
  const sheet = useSheet({ prediction, pictures, labelled, onProgress: setDone });
  if (sheet.data === undefined && sheet.error === null) {
    return (
      <main className={styles['opening']} role="status">
        <p>{t('sheet.opening', { done, count: pictures.length })}</p>
        <ProgressBar share={done / pictures.length} label={t('sheet.title')} />
      </main>
    );
  }
  return (
    <QueryView query={sheet}>
      {(data) => <SheetFrame sheet={data} prediction={prediction} leftOut={leftOut} part={part} />}
    </QueryView>
  );
}

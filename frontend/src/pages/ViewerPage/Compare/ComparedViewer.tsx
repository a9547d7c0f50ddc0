import { SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDifferenceCells } from '../../../api/queries/differences';
import { usePrediction } from '../../../api/queries/predictions';
import type { Prediction } from '../../../api/types';
import { makeDifferenceStore } from '../../../cells/differences';
import { EmptyState } from '../../../components/EmptyState/EmptyState';
import { neighboursOf } from '../neighbours';
import { CompareFrame } from './CompareFrame';

const CORRECTIONS = 'current';

interface Props {
  prediction: Prediction;
  imageId: string;
  /** Another prediction's id, or `current` for what people made of this one. */
  against: string;
}

/** A picture with the cells of two sides over each other; previous and next go through the first prediction. */
export function ComparedViewer({ prediction, imageId, against }: Props) {
  const { t } = useTranslation();
  const other = against === CORRECTIONS ? null : against;
  const second = usePrediction(other ?? '', other !== null);
  const cells = useDifferenceCells(prediction.id, other, imageId);
  const result = prediction.images.find(({ image_id: id }) => id === imageId);
  const classes = useMemo(
    () => [...prediction.classes, ...(second.data?.classes ?? [])],
    [prediction.classes, second.data],
  );
  const both = useMemo(
    () => (cells.data ? makeDifferenceStore(cells.data, classes) : null),
    [cells.data, classes],
  );
  if (!result) return <EmptyState icon={<SearchX size={40} />} title={t('result.notFound')} />;
  const ids = prediction.images.map(({ image_id: id }) => id);
  const address = `/predictions/${prediction.id}`;
  return (
    <CompareFrame
      picture={{
        id: imageId,
        name: result.filename,
        width: result.width,
        micrometersPerPixel: result.magnification?.micrometers_per_pixel ?? null,
      }}
      neighbours={neighboursOf(ids, imageId)}
      pathOf={(id) => `${address}/images/${id}?with=${against}`}
      back={`${address}?tab=differences${other === null ? '' : `&with=${other}`}`}
      alone={`${address}/images/${imageId}`}
      predictionId={prediction.id}
      names={[prediction.model, other === null ? t('differences.corrected') : (second.data?.model ?? '…')]} // prettier-ignore
      both={both}
      error={cells.error}
    />
  );
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCells } from '../../api/queries/predictions';
import type { Cell, CellClass, Prediction } from '../../api/types';
import { makeCellStore } from '../../cells/cellStore';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { SearchX } from 'lucide-react';
import { neighboursOf } from './neighbours';
import { ViewerFrame } from './ViewerFrame';

function useStore(cells: Cell[] | undefined, classes: CellClass[]) {
  return useMemo(() => (cells ? makeCellStore(cells, classes) : null), [cells, classes]);
}

/** A picture with the cells that a prediction found in it; previous and next go through the prediction. */
export function PredictedViewer({
  prediction,
  imageId,
}: {
  prediction: Prediction;
  imageId: string;
}) {
  const { t } = useTranslation();
  const result = prediction.images.find(({ image_id }) => image_id === imageId);
  const cells = useCells(prediction.id, imageId, result?.state === 'succeeded');
  const store = useStore(cells.data, prediction.classes);
  if (!result) return <EmptyState icon={<SearchX size={40} />} title={t('result.notFound')} />;
  const ids = prediction.images.map(({ image_id }) => image_id);
  return (
    <ViewerFrame
      picture={{
        id: imageId,
        name: result.filename,
        width: result.width,
        micrometersPerPixel: result.magnification?.micrometers_per_pixel ?? null,
      }}
      neighbours={neighboursOf(ids, imageId)}
      pathOf={(id) => `/predictions/${prediction.id}/images/${id}`}
      back={`/predictions/${prediction.id}`}
      cells={{ prediction, result, store, error: cells.error }}
    />
  );
}

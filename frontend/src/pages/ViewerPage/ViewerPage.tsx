import { useParams, useSearchParams } from 'react-router';
import { useTranslation } from 'react-i18next';
import { QueryView } from '../../components/QueryView/QueryView';
import { usePicture } from '../../api/queries/pictures';
import { usePrediction } from '../../api/queries/predictions';
import { ComparedViewer } from './Compare/ComparedViewer';
import { PredictedViewer } from './PredictedViewer';
import { PlainViewer } from './PlainViewer';

/** One picture, with the cells of a prediction where the address names one, and held against others `with` them. */
export default function ViewerPage() {
  const { predictionId, imageId = '' } = useParams();
  return predictionId === undefined ? (
    <PicturePage imageId={imageId} />
  ) : (
    <ResultPage predictionId={predictionId} imageId={imageId} />
  );
}

function PicturePage({ imageId }: { imageId: string }) {
  const { t } = useTranslation();
  const picture = usePicture(imageId);
  return (
    <QueryView query={picture} missing={t('viewer.failed')}>
      {(data) => <PlainViewer picture={data} />}
    </QueryView>
  );
}

function ResultPage({ predictionId, imageId }: { predictionId: string; imageId: string }) {
  const { t } = useTranslation();
  const prediction = usePrediction(predictionId);
  const against = useSearchParams()[0].get('with');
  return (
    <QueryView query={prediction} missing={t('result.notFound')}>
      {(data) =>
        against === null ? (
          <PredictedViewer prediction={data} imageId={imageId} />
        ) : (
          <ComparedViewer prediction={data} imageId={imageId} against={against} />
        )
      }
    </QueryView>
  );
}

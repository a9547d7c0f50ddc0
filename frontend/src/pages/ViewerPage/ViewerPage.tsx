import { useParams } from 'react-router';
import { useTranslation } from 'react-i18next';
import { QueryView } from '../../components/QueryView/QueryView';
import { usePicture } from '../../api/queries/pictures';
import { usePrediction } from '../../api/queries/predictions';
import { PredictedViewer } from './PredictedViewer';
import { PlainViewer } from './PlainViewer';

/** One picture, with the cells of a prediction where the address names one. */
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
  return (
    <QueryView query={prediction} missing={t('result.notFound')}>
      {(data) => <PredictedViewer prediction={data} imageId={imageId} />}
    </QueryView>
  );
}

import { useTranslation } from 'react-i18next';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { ProblemError } from '../../api/problem';
import { useAnnotation } from '../../api/queries/annotations';
import { usePicture } from '../../api/queries/pictures';
import type { Picture } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { EditorFrame } from './EditorFrame';
import { StartPage } from './StartPage';
import { StrandedDialog } from './StrandedDialog';

/**
 * Labels of one picture, to be corrected by hand. `?prediction=` names the prediction one comes from; with `?reading=`
 * they are those of one's own reading.
 */
export default function EditorPage() {
  const { t } = useTranslation();
  const { imageId = '' } = useParams();
  const picture = usePicture(imageId);
  return (
    <QueryView query={picture} missing={t('viewer.failed')}>
      {(data) => <Opened key={data.id} picture={data} />}
    </QueryView>
  );
}

const isHidden = (error: Error | null) =>
  error instanceof ProblemError && error.slug === 'reading-open';

function Opened({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const predictionId = search.get('prediction');
  const reading = search.get('reading') ?? undefined;
  const annotation = useAnnotation(picture.id, reading);
  const isHandedIn = reading !== undefined && annotation.data?.annotation.state === 'submitted';
  if (isHidden(annotation.error) || isHandedIn) {
    return <Navigate to={`/images/${picture.id}/readings`} replace />;
  }
  return (
    <QueryView query={annotation} missing={t('viewer.failed')}>
      {(data) => (
        <>
          {data.annotation.state === null ? (
            <StartPage
              picture={picture}
              revision={data.annotation.revision}
              predictionId={predictionId}
            />
          ) : (
            <EditorFrame
              key={annotation.dataUpdatedAt}
              picture={picture}
              {...data}
              predictionId={predictionId}
              reading={reading}
            />
          )}
          <StrandedDialog picture={picture} labelsId={reading ?? picture.id} />
        </>
      )}
    </QueryView>
  );
}

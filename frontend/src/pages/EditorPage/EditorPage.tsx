import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useAnnotation } from '../../api/queries/annotations';
import { usePicture } from '../../api/queries/pictures';
import type { Picture } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { EditorFrame } from './EditorFrame';
import { StartPage } from './StartPage';
import { StrandedDialog } from './StrandedDialog';

/** Labels of one picture, to be corrected by hand. `?prediction=` names the prediction one comes from. */
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

function Opened({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const predictionId = search.get('prediction');
  const annotation = useAnnotation(picture.id);
  return (
    <QueryView query={annotation} missing={t('viewer.failed')}>
      {(data) => (
        <>
          {data.annotation.revision === 0 ? (
            <StartPage picture={picture} predictionId={predictionId} />
          ) : (
            <EditorFrame
              key={annotation.dataUpdatedAt}
              picture={picture}
              {...data}
              predictionId={predictionId}
            />
          )}
          <StrandedDialog picture={picture} />
        </>
      )}
    </QueryView>
  );
}

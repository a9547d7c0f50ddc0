import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { usePicture } from '../../api/queries/pictures';
import { useHeldOutPicture, useTraining } from '../../api/queries/trainings';
import type { TrainingComparison } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { neighboursOf } from '../ViewerPage/neighbours';
import { HeldOutFrame } from './HeldOutFrame';
import type { Layers } from './ModelSide';

/** A picture of a training's hold-out: the model before and the new one, side by side over the same cells. */
export default function HeldOutPage() {
  const { t } = useTranslation();
  const { trainingId = '' } = useParams();
  const training = useTraining(trainingId);
  return (
    <QueryView query={training} missing={t('trainings.notFound')}>
      {({ comparison }) => comparison && <TwoSides comparison={comparison} />}
    </QueryView>
  );
}

const first: Layers = { boxes: true, truth: false, mistakes: true };

function TwoSides({ comparison }: { comparison: TrainingComparison }) {
  const { t } = useTranslation();
  const { trainingId = '', imageId = '' } = useParams();
  const [layers, setLayers] = useState(first);
  const picture = usePicture(imageId);
  const heldOut = useHeldOutPicture(trainingId, imageId);
  const ids = comparison.pictures.map(({ image_id: id }) => id);
  return (
    <QueryView query={picture} missing={t('heldOut.gone')}>
      {(image) => (
        <QueryView query={heldOut} missing={t('heldOut.gone')}>
          {(found) => (
            <HeldOutFrame
              key={imageId}
              picture={image}
              heldOut={found}
              comparison={comparison}
              neighbours={neighboursOf(ids, imageId)}
              layers={layers}
              onLayers={setLayers}
              pathOf={(id) => `/trainings/${trainingId}/pictures/${id}`}
              back={`/trainings/${trainingId}`}
            />
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

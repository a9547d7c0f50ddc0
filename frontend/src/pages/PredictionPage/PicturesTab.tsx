import type { Prediction } from '../../api/types';
import { WarningList } from '../../components/WarningList/WarningList';
import { gatherWarnings } from '../../lib/summary';
import { FailedPictures } from './FailedPictures';
import { GroupTable } from './GroupTable';
import { PictureResults } from './PictureResults';
import { Totals } from './Totals';

/** What was found in each picture, as counts. */
export function PicturesTab({ prediction }: { prediction: Prediction }) {
  const warnings = gatherWarnings(prediction.warnings, prediction.images);
  return (
    <>
      <FailedPictures pictures={prediction.images} />
      {warnings.length > 0 && <WarningList warnings={warnings} projectId={prediction.project_id} />}
      <Totals prediction={prediction} />
      <GroupTable prediction={prediction} />
      <PictureResults prediction={prediction} />
    </>
  );
}

import type { ReactNode } from 'react';
import { type Labels, useStatistics, type Wanted } from '../../api/queries/statistics';
import type { Prediction, Statistics } from '../../api/types';
import { StampContext } from '../../charts/stamp';
import { QueryView } from '../../components/QueryView/QueryView';
import { WarningList } from '../../components/WarningList/WarningList';
import { gatherWarnings } from '../../lib/summary';
import { withAddedClasses } from '../../results/addedClasses';
import { useStamp } from '../../results/useStamp';
import { LabelsNotice } from './LabelsNotice';
import results from '../../results/Results.module.css';

export interface Both {
  shown: Statistics;
  /** Of the predicted cells, where the corrected labels are shown and both are there. */
  predicted: Statistics | null;
}

interface Props {
  prediction: Prediction;
  wanted: Wanted;
  children: (both: Both) => ReactNode;
}

/** Said where the labels are, in words that name no single picture. */
const SAID_ELSEWHERE = 'not-corrected';

function Warned({ statistics, projectId }: { statistics: Statistics; projectId: string | null }) {
  const pictures = statistics.images.map(({ image_id, warnings }) => ({
    image_id,
    warnings: warnings.filter(({ code }) => code !== SAID_ELSEWHERE),
  }));
  const warnings = gatherWarnings(statistics.warnings, pictures);
  return warnings.length > 0 && <WarningList warnings={warnings} projectId={projectId} />;
}

function Stamped({ shown, children }: { shown: Statistics; children: ReactNode }) {
  return <StampContext value={useStamp(shown)}>{children}</StampContext>;
}

const predictedLabels: Labels = 'predicted';

/** The statistics that the reader asked for, with every warning; both counts where labels were corrected. */
export function StatisticsView({ prediction, wanted, children }: Props) {
  const statistics = useStatistics(prediction.id, wanted);
  const current = wanted.labels === 'current';
  const predicted = useStatistics(prediction.id, { ...wanted, labels: predictedLabels }, current);
  return (
    <QueryView query={statistics}>
      {(shown) => (
        <div
          className={results['stack']}
          aria-busy={statistics.isPlaceholderData}
          data-testid="statistics"
          data-labels={statistics.isPlaceholderData ? undefined : shown.labels}
        >
          {shown.labels === 'current' && <LabelsNotice statistics={shown} />}
          <Warned statistics={shown} projectId={prediction.project_id} />
          <Stamped shown={shown}>
            {children({
              shown: withAddedClasses(shown),
              predicted: current ? (predicted.data ?? null) : null,
            })}
          </Stamped>
        </div>
      )}
    </QueryView>
  );
}

import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../../api/types';
import { StampContext } from '../../../charts/stamp';
import { useStamp } from '../../../results/useStamp';
import { FilterBar } from './FilterBar';
import { filtered, isFiltering, type LabelledMap } from './filter';
import { GroupStrips } from './GroupStrips';
import { PointTable } from './PointTable';
import type { Second } from './secondSide';
import { plottedMetric, plottedSections } from './sections';
import type { DashboardState } from './useDashboard';

interface Props {
  shown: Statistics;
  other: Statistics | null;
  second: Second | null;
  labelled: LabelledMap;
  state: DashboardState;
  onChange: (change: Partial<DashboardState>) => void;
}

/** The points, what is shown of them, and the same as a table. */
export function Board({ shown, other, second, labelled, state, onChange }: Props) {
  const { t } = useTranslation();
  const stamp = useStamp(shown);
  const sections = plottedSections(shown);
  const metric = plottedMetric(sections, state.metric);
  const pictures = filtered(shown.images, metric, state, labelled);
  const toOf = (imageId: string) =>
    `/predictions/${shown.prediction_id}/images/${imageId}` +
    (second ? `?with=${second.against}` : '');
  const both = { shown, other, pictures, metric, toOf };
  return (
    <StampContext value={stamp}>
      <FilterBar
        images={shown.images}
        count={pictures.length}
        metric={metric}
        state={state}
        onChange={onChange}
      />
      {pictures.length === 0 && isFiltering(state) && (
        <p role="status">{t('dashboard.noneLeft')}</p>
      )}
      <GroupStrips
        {...both}
        sections={sections}
        second={second}
        onMetric={(name) => onChange({ metric: name })}
      />
      <PointTable
        {...both}
        labelled={labelled}
        sort={state.sort}
        onSort={(sort) => onChange({ sort })}
      />
    </StampContext>
  );
}

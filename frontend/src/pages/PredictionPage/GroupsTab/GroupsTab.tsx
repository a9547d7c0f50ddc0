import { Layers } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Prediction } from '../../../api/types';
import { EmptyState } from '../../../components/EmptyState/EmptyState';
import { SettingsBar } from '../../../results/SettingsBar';
import { useResultSettings } from '../../../results/useResultSettings';
import { groupNames } from '../groupNames';
import { type Both, StatisticsView } from '../StatisticsView';
import { GroupCharts } from './GroupCharts';
import { GroupSummary } from './GroupSummary';
import { TestsTable } from './TestsTable';

function NoGroups({ projectId }: { projectId: string | null }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<Layers size={40} />}
      title={t('statistics.noGroups')}
      hint={t('statistics.noGroupsHint')}
    >
      {projectId && (
        <Link to={`/projects/${projectId}?tab=pictures`}>{t('statistics.assignGroups')}</Link>
      )}
    </EmptyState>
  );
}

function Compared(both: Both) {
  return (
    <>
      <GroupSummary {...both} />
      <GroupCharts statistics={both.shown} />
      <TestsTable statistics={both.shown} />
    </>
  );
}

/** Groups side by side: what they are like, and whether they differ. */
export function GroupsTab({ prediction }: { prediction: Prediction }) {
  const [wanted, change] = useResultSettings();
  const names = groupNames(prediction);
  if (names.length === 0) return <NoGroups projectId={prediction.project_id} />;
  return (
    <>
      <SettingsBar wanted={wanted} onChange={change} groups={names} />
      <StatisticsView prediction={prediction} wanted={wanted}>
        {(both) => <Compared {...both} />}
      </StatisticsView>
    </>
  );
}

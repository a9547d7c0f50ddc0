import type { Prediction } from '../../../api/types';
import { SettingsBar } from '../../../results/SettingsBar';
import { useResultSettings } from '../../../results/useResultSettings';
import { StatisticsView } from '../StatisticsView';
import { StatisticsTable } from './StatisticsTable';

/** Every number of every picture. */
export function StatisticsTab({ prediction }: { prediction: Prediction }) {
  const [wanted, change] = useResultSettings();
  return (
    <>
      <SettingsBar wanted={wanted} onChange={change} />
      <StatisticsView prediction={prediction} wanted={wanted}>
        {(both) => <StatisticsTable {...both} />}
      </StatisticsView>
    </>
  );
}

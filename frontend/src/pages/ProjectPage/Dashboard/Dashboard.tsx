import { useStatistics } from '../../../api/queries/statistics';
import { useLabelledMap } from '../../../api/queries/labelling';
import type { PredictionSummary, Project } from '../../../api/types';
import { Loading } from '../../../components/Loading/Loading';
import { QueryView } from '../../../components/QueryView/QueryView';
import { withAddedClasses } from '../../../results/addedClasses';
import { useResultSettings } from '../../../results/useResultSettings';
import { Board } from './Board';
import { PredictionFields } from './PredictionFields';
import { Provenance } from './Provenance';
import { secondSide } from './secondSide';
import type { DashboardState } from './useDashboard';
import styles from './Dashboard.module.css';

interface Props {
  project: Project;
  list: readonly PredictionSummary[];
  chosen: PredictionSummary;
  state: DashboardState;
  onChange: (change: Partial<DashboardState>) => void;
}

/** One prediction of a project, or two beside each other, as points in groups and as a table. */
export function Dashboard({ project, list, chosen, state, onChange }: Props) {
  const [wanted, change] = useResultSettings();
  const labelled = useLabelledMap(project.id);
  const second = secondSide(chosen.id, wanted.labels, state.beside, list);
  const statistics = useStatistics(chosen.id, wanted);
  const other = useStatistics(
    second?.predictionId ?? chosen.id,
    { ...wanted, labels: second?.labels ?? wanted.labels },
    second !== null,
  );
  // What is kept on the page from an earlier choice is not what stands beside this one.
  const compared = second === null || other.isPlaceholderData ? null : (other.data ?? null);
  return (
    <>
      <PredictionFields
        list={list}
        chosen={chosen}
        beside={second && state.beside}
        labels={wanted.labels}
        onChange={onChange}
        onLabels={(labels) => change({ labels })}
      />
      <QueryView query={statistics}>
        {(shown) => (
          <div className={styles['page']} aria-busy={statistics.isPlaceholderData}>
            <Provenance
              prediction={chosen}
              statistics={shown}
              labelled={labelled}
              second={second}
            />
            {second !== null && compared === null ? (
              <QueryView query={other}>{() => <Loading />}</QueryView>
            ) : (
              <Board
                shown={withAddedClasses(shown)}
                other={compared}
                second={second}
                labelled={labelled}
                state={state}
                onChange={onChange}
              />
            )}
          </div>
        )}
      </QueryView>
    </>
  );
}

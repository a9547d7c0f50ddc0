import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isFinal } from '../../api/jobEvents';
import { useComparisons } from '../../api/queries/comparisons';
import type { ComparisonSummary, TrainingSummary } from '../../api/types';
import { QueryView } from '../../components/QueryView/QueryView';
import { When } from '../../components/When/When';
import { Table } from '../../components/Table/Table';
import { useSettingWords } from '../ComparisonPage/useSettingWords';
import styles from './ProjectPage.module.css';

function ComparisonRow({ comparison: { id, name, grid, jobs, created_at: at } }: RowProps) {
  const { t } = useTranslation();
  const words = useSettingWords();
  const ended = jobs.filter(({ state }) => isFinal(state)).length;
  return (
    <tr data-testid="comparison-row">
      <td>
        <Link to={`/comparisons/${id}`}>{name}</Link>
      </td>
      <td>{Object.keys(grid).map(words.setting).join('; ')}</td>
      <td className="number">{t('comparisons.ended', { ended, count: jobs.length })}</td>
      <td>
        <When at={at} />
      </td>
    </tr>
  );
}

interface RowProps {
  comparison: ComparisonSummary;
}

function ComparisonTable({ list }: { list: readonly ComparisonSummary[] }) {
  const { t } = useTranslation();
  return (
    <Table
      heads={[t('comparisons.name'), t('comparisons.varied'), t('jobs.status'), t('jobs.started')]}
    >
      {list.map((comparison) => (
        <ComparisonRow key={comparison.id} comparison={comparison} />
      ))}
    </Table>
  );
}

function Comparisons({ ids }: { ids: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const comparisons = useComparisons();
  return (
    <section className={styles['group']} aria-labelledby="comparisons">
      <h2 id="comparisons">{t('comparisons.title')}</h2>
      <p className="quiet">{t('comparisons.listHint')}</p>
      <QueryView query={comparisons}>
        {(list) => <ComparisonTable list={list.filter(({ id }) => ids.has(id))} />}
      </QueryView>
    </section>
  );
}

/** The comparisons that the project's trainings are part of; nothing where there is none. */
export function ComparisonList({ trainings }: { trainings: readonly TrainingSummary[] }) {
  const ids = new Set(trainings.flatMap(({ comparison_id: id }) => id ?? []));
  return ids.size > 0 && <Comparisons ids={ids} />;
}

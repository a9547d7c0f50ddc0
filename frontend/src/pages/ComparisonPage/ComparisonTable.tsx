import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toProblem } from '../../api/problem';
import type { ComparisonRow, Job } from '../../api/types';
import { useProblemWords } from '../../components/ProblemNotice/useProblemWords';
import { StateBadge } from '../../components/StateBadge/StateBadge';
import { formatNumber } from '../../lib/format';
import { TableFrame } from '../../components/TableFrame/TableFrame';
import tables from '../../theme/table.module.css';
import { type Estimate, estimateOf, type Measure, parametersOf } from './rows';
import { useMeasureName } from './useMeasureName';
import { useSettingWords } from './useSettingWords';
import styles from './ComparisonPage.module.css';

function Value({ estimate }: { estimate: Estimate | undefined }) {
  const { i18n } = useTranslation();
  if (estimate?.value == null) return '–';
  const { value, low, high } = estimate;
  const words = (one: number) => formatNumber(one, i18n.language, 3);
  return (
    <>
      <b>{words(value)}</b>
      {low !== null && high !== null && (
        <small className={styles['interval']}>
          {words(low)} … {words(high)}
        </small>
      )}
    </>
  );
}

function Reason({ problem }: Pick<Job, 'problem'>) {
  const { title, detail } = useProblemWords(toProblem(500, problem));
  return <small className={styles['reason']}>{detail ?? title}</small>;
}

function State({ job: { state, progress, problem } }: { job: Job }) {
  return (
    <>
      <StateBadge state={state} />
      {state === 'running' && progress.total > 0 && (
        <small className={styles['interval']}>
          {progress.done} / {progress.total}
        </small>
      )}
      {state === 'failed' && <Reason problem={problem} />}
    </>
  );
}

interface RowProps {
  row: ComparisonRow;
  place: number;
  paths: readonly string[];
  measures: readonly Measure[];
}

function TrainingRow({ row, place, paths, measures }: RowProps) {
  const { i18n } = useTranslation();
  const words = useSettingWords();
  const parameters = parametersOf(row);
  return (
    <tr data-testid="comparison-training" data-state={row.job.state}>
      <th scope="row" className={styles['training']}>
        <Link to={`/trainings/${row.training_id}`}>
          {place + 1}: {row.model}
        </Link>
      </th>
      {paths.map((path) => (
        <td key={path}>{words.value(row.settings[path])}</td>
      ))}
      <td>
        <State job={row.job} />
      </td>
      <td className={tables['right']}>
        {parameters === null ? '–' : formatNumber(parameters, i18n.language)}
      </td>
      {measures.map((measure) => (
        <td key={measure.key} className={tables['right']}>
          <Value estimate={estimateOf(row, measure)} />
        </td>
      ))}
    </tr>
  );
}

interface Props {
  rows: readonly ComparisonRow[];
  /** The settings that differ. */
  paths: readonly string[];
  measures: readonly Measure[];
}

/** A row a training: its settings, how far it is, and what it reached on the hold-out. */
export function ComparisonTable({ rows, paths, measures }: Props) {
  const { t } = useTranslation();
  const words = useSettingWords();
  const measureName = useMeasureName();
  return (
    <TableFrame>
      <table className={tables['table']}>
        <caption className="visually-hidden">{t('comparisons.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('comparisons.training')}</th>
            {paths.map((path) => (
              <th key={path} scope="col">
                {words.setting(path)}
              </th>
            ))}
            <th scope="col">{t('jobs.status')}</th>
            <th scope="col" className={tables['right']}>
              {t('comparisons.parameters')}
            </th>
            {measures.map((measure) => (
              <th key={measure.key} scope="col" className={tables['right']}>
                {measureName(measure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <TrainingRow
              key={row.training_id}
              row={row}
              place={place}
              paths={paths}
              measures={measures}
            />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

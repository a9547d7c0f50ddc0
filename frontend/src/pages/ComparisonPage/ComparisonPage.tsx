import { Rows3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { isFinal } from '../../api/jobEvents';
import { useComparison, useProjectOf } from '../../api/queries/comparisons';
import type { ComparisonRow, ComparisonTable as Table } from '../../api/types';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { Notice } from '../../components/Notice/Notice';
import { PageHead } from '../../components/PageHead/PageHead';
import { ProgressBar } from '../../components/ProgressBar/ProgressBar';
import { QueryView } from '../../components/QueryView/QueryView';
import { ProjectLink } from '../../components/UpLink/UpLink';
import { ComparisonTable } from './ComparisonTable';
import { CurveFigure } from './CurveFigure';
import { measuresOf } from './rows';
import { SizeFigure } from './SizeFigure';
import { useSettingWords } from './useSettingWords';
import styles from './ComparisonPage.module.css';

function Progress({ rows }: { rows: readonly ComparisonRow[] }) {
  const { t } = useTranslation();
  const ended = rows.filter(({ job }) => isFinal(job.state)).length;
  const words = t('comparisons.ended', { ended, count: rows.length });
  return (
    <div className={styles['section']}>
      <p role="status" className="number">
        {words}
      </p>
      {ended < rows.length && <ProgressBar label={words} share={ended / rows.length} />}
    </div>
  );
}

/** The combinations that have no weights to start from, as COCO's are for larger detectors. */
function LeftOut({ left }: { left: Table['left_out'] }) {
  const { t } = useTranslation();
  const words = useSettingWords();
  if (left.length === 0) return null;
  return (
    <Notice tone="info" title={t('comparisons.leftOut')}>
      {left.map(({ settings }) => Object.values(settings).map(words.value).join(', ')).join('; ')}
    </Notice>
  );
}

interface ResultsProps {
  rows: readonly ComparisonRow[];
  paths: readonly string[];
  left: Table['left_out'];
}

function Results({ rows, paths, left }: ResultsProps) {
  const { t } = useTranslation();
  const overall = measuresOf(rows).filter((measure) => measure.class === null);
  return (
    <>
      <Progress rows={rows} />
      <LeftOut left={left} />
      <section className={styles['section']}>
        <h2>{t('comparisons.results')}</h2>
        <ComparisonTable rows={rows} paths={paths} measures={overall} />
        <p className="quiet">
          {t(overall.length > 0 ? 'comparisons.intervals' : 'comparisons.notMeasured')}
        </p>
      </section>
      <CurveFigure rows={rows} />
      <SizeFigure rows={rows} />
    </>
  );
}

function ComparisonView({ comparison }: { comparison: Table }) {
  const { t } = useTranslation();
  const { rows } = comparison;
  const project = useProjectOf(rows[0]?.training_id);
  return (
    <>
      <PageHead
        title={t('comparisons.one', { name: comparison.name })}
        parent={project.data && <ProjectLink id={project.data} tab="trainings" />}
      />
      <div className={styles['page']} data-testid="comparison">
        {rows.length === 0 ? (
          <EmptyState
            icon={<Rows3 size={40} />}
            title={t('comparisons.empty')}
            hint={t('comparisons.emptyHint')}
          />
        ) : (
          <Results rows={rows} paths={Object.keys(comparison.grid)} left={comparison.left_out} />
        )}
      </div>
    </>
  );
}

/** Several settings trained on the same labels, side by side; it grows while they train. */
export function ComparisonPage() {
  const { t } = useTranslation();
  const { comparisonId = '' } = useParams();
  const comparison = useComparison(comparisonId);
  return (
    <QueryView query={comparison} missing={t('comparisons.notFound')}>
      {(data) => <ComparisonView comparison={data} />}
    </QueryView>
  );
}

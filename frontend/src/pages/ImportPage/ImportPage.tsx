import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { isFinal } from '../../api/jobEvents';
import { toProblem } from '../../api/problem';
import { useJob } from '../../api/queries/jobs';
import { useForgetLabels, useLabelImport } from '../../api/queries/labelImports';
import type { LabelImport } from '../../api/types';
import { JobProgress } from '../../components/JobProgress/JobProgress';
import { PageHead } from '../../components/PageHead/PageHead';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { QueryView } from '../../components/QueryView/QueryView';
import { ProjectLink } from '../../components/UpLink/UpLink';
import { ApplyForm } from './ApplyForm';
import { ImportSummary } from './ImportSummary';
import { toApply } from './mapping';
import { PicturesSection } from './PicturesSection';
import { UndoPanel } from './UndoPanel';
import styles from './ImportPage.module.css';

/** Follows the job; once it has ended the import is read anew, and all that was known of the labels with it. */
function AtWork({ shown }: { shown: LabelImport }) {
  const { t } = useTranslation();
  const forget = useForgetLabels();
  const live = useJob(shown.job.id);
  const job = live.data ?? shown.job;
  const ended = isFinal(job.state);
  useEffect(() => {
    if (ended) void forget(shown.id);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when the job ends
  }, [ended, shown.id]);
  return (
    <>
      <p className="quiet">{t(shown.step === 'read' ? 'imports.reading' : 'imports.applying')}</p>
      {!ended && <JobProgress job={job} />}
    </>
  );
}

function Ended({ shown }: { shown: LabelImport }) {
  const { job, step } = shown;
  return (
    <>
      {job.problem && <ProblemNotice error={toProblem(500, job.problem)} />}
      <ImportSummary shown={shown} />
      {step === 'undo' || (step === 'apply' && job.state === 'succeeded') ? (
        <UndoPanel shown={shown} />
      ) : (
        toApply(shown) > 0 && <ApplyForm key={job.id} shown={shown} />
      )}
      <PicturesSection key={`pictures ${job.id}`} shown={shown} />
    </>
  );
}

function ImportView({ shown }: { shown: LabelImport }) {
  return (
    <>
      <PageHead
        title={shown.filename}
        parent={<ProjectLink id={shown.project_id} tab="pictures" />}
      />
      <div className={styles['page']} data-testid="label-import">
        {isFinal(shown.job.state) ? <Ended shown={shown} /> : <AtWork shown={shown} />}
      </div>
    </>
  );
}

/** An import of labels: what was found, what becomes of it, and the way back. */
export function ImportPage() {
  const { t } = useTranslation();
  const { importId = '' } = useParams();
  const found = useLabelImport(importId);
  return (
    <QueryView query={found} missing={t('imports.notFound')}>
      {(shown) => <ImportView shown={shown} />}
    </QueryView>
  );
}

import { Download, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDecide } from '../../api/queries/trainings';
import type { Training } from '../../api/types';
import { downloadUrl } from '../../api/urls';
import { Button } from '../../components/Button/Button';
import { Notice } from '../../components/Notice/Notice';
import { PredictDialog } from '../../components/PredictDialog/PredictDialog';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { usePictures } from '../../api/queries/pictures';
import { modelPath } from '../../lib/models';
import styles from './TrainingPage.module.css';

function AskDecision({ training }: { training: Training }) {
  const { t } = useTranslation();
  const decide = useDecide(training.id);
  const chosen = decide.isPending ? decide.variables : undefined;
  return (
    <>
      <p>{t('trainings.decide')}</p>
      <div className={styles['actions']}>
        <Button
          busy={chosen === 'discarded'}
          disabled={decide.isPending}
          onClick={() => decide.mutate('discarded')}
          data-testid="discard"
        >
          {t('trainings.discard')}
        </Button>
        <Button
          look="primary"
          busy={chosen === 'accepted'}
          disabled={decide.isPending}
          onClick={() => decide.mutate('accepted')}
          data-testid="accept"
        >
          {t('trainings.accept')}
        </Button>
      </div>
      {decide.error && <ProblemNotice error={decide.error} />}
    </>
  );
}

function PredictWithIt({ projectId, model }: { projectId: string; model: string }) {
  const { t } = useTranslation();
  const pictures = usePictures(projectId);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="primary"
        icon={<ScanSearch size={17} aria-hidden />}
        disabled={!pictures.data?.length}
        onClick={() => setOpen(true)}
        data-testid="predict-with-it"
      >
        {t('trainings.predictWithIt')}
      </Button>
      {open && pictures.data && (
        <PredictDialog
          pictures={pictures.data}
          selected={[]}
          first={model}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Accept or discard; after that, what was decided and what to do with the version. */
export function Decision({ training }: { training: Training }) {
  const { t } = useTranslation();
  const { owner, name, version } = modelPath(training.model);
  const { decision, project_id: projectId } = training;
  return (
    <section className={styles['decision']} data-testid="decision" data-decision={decision ?? ''}>
      {decision === null && <AskDecision training={training} />}
      {decision === 'accepted' && (
        <Notice tone="good" title={t('trainings.accepted')}>
          {t('trainings.acceptedText', { model: `${owner}/${name}`, version })}
        </Notice>
      )}
      {decision === 'discarded' && (
        <Notice tone="info" title={t('trainings.discarded')}>
          {t('trainings.discardedText')}
        </Notice>
      )}
      <div className={styles['actions']}>
        {decision === 'accepted' && projectId !== null && (
          <PredictWithIt projectId={projectId} model={`${owner}/${name}`} />
        )}
        <Link to={`/models/${owner}/${name}?version=${version}`}>{t('trainings.toModel')}</Link>
        <a
          className={styles['download']}
          href={downloadUrl(owner, name, version)}
          download
          data-testid="download-version"
        >
          <Download size={17} aria-hidden />
          {t('models.download', { version })}
        </a>
      </div>
    </section>
  );
}

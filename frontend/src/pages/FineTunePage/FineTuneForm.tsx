import { type SubmitEvent, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useLabelled } from '../../api/queries/labelling';
import { useStartTraining, useTrainingCheck } from '../../api/queries/trainings';
import type { Labelled, Model, Picture, TrainingRequest } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { idempotencyKeys } from '../../lib/idempotencyKeys';
import { useSettled } from '../../lib/useSettled';
import { CheckPanel } from './CheckPanel';
import { CompareSettings } from './CompareSettings';
import {
  type Draft,
  HE_UNIT,
  isModelName,
  labelledSince,
  preselected,
  preselectedMode,
  toCheck,
  toRequest,
} from './draft';
import { ModeField } from './ModeField';
import { ModelFields } from './ModelFields';
import { MoreSettings } from './MoreSettings';
import { PictureField } from './PictureField';
import styles from './FineTunePage.module.css';

interface Props {
  projectId: string;
  first: Draft;
  models: readonly Model[];
  pictures: readonly Picture[];
  labelled: readonly Labelled[];
  /** When the last training of this project was started. */
  since: string | undefined;
}

const CHECK_MS = 400;

function useDraft(first: Draft) {
  const merge = (draft: Draft, change: Partial<Draft>): Draft => ({ ...draft, ...change });
  return useReducer(merge, first);
}

/** The check follows the form a moment behind; `current` tells whether it speaks of what is shown. */
function useCheck(request: TrainingRequest) {
  const text = useSettled(JSON.stringify(request), CHECK_MS);
  const asked = JSON.parse(text) as TrainingRequest;
  const askable = isModelName(asked.name) && asked.base !== '@champion';
  const check = useTrainingCheck(asked, askable);
  const current = text === JSON.stringify(request) && !check.isPlaceholderData;
  return { check, current };
}

function useStart() {
  const start = useStartTraining();
  const navigate = useNavigate();
  const [keyFor] = useState(idempotencyKeys);
  const submit = (body: TrainingRequest) =>
    start.mutate(
      { body, key: keyFor(body) },
      { onSuccess: (job) => void navigate(`/trainings/${job.id}`) },
    );
  return { start, submit };
}

export function FineTuneForm({ projectId, first, models, pictures, labelled, since }: Props) {
  const { t } = useTranslation();
  const [asked, change] = useDraft(first);
  const ids = asked.chosen ?? preselected(asked, pictures, labelled, since);
  const replay = useLabelled(asked.replayProject);
  const replayIds = (replay.data ?? []).map(({ image_id: id }) => id);
  const { check, current } = useCheck(toCheck(asked, ids, replayIds));
  const mode = asked.mode ?? preselectedMode(check.data);
  const draft = { ...asked, mode: mode ?? 'quick' };
  const request = toRequest(draft, ids, replayIds);
  const { start, submit } = useStart();
  const labels = new Map(labelled.map((one) => [one.image_id, one]));
  const ready = current && check.data?.modes[draft.mode]?.ready === true && isModelName(draft.name);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (ready) submit(request);
  };
  return (
    <form className={styles['columns']} onSubmit={send} data-testid="fine-tune-form">
      <div className={styles['main']}>
        <PictureField
          legend={t('fineTune.pictures')}
          hint={t(draft.continueFrom === null ? 'fineTune.picturesHint' : 'fineTune.freshHint')}
          pictures={pictures}
          labelled={labels}
          fresh={new Set(since === undefined ? [] : labelledSince(labelled, since))}
          chosen={ids}
          onChoose={(chosen) => change({ chosen })}
        />
        <ModelFields draft={draft} models={models} onChange={change} />
        <ModeField
          mode={mode}
          modes={draft.units.includes(HE_UNIT) ? ['full'] : ['quick', 'full']}
          check={current ? check.data : undefined}
          onMode={(chosen) => change({ mode: chosen })}
        />
        <MoreSettings draft={draft} projectId={projectId} onChange={change} />
        <CompareSettings
          key={String(draft.units.includes(HE_UNIT))}
          training={request}
          ready={ready}
        />
      </div>
      <aside className={styles['side']} aria-label={t('fineTune.checkTitle')}>
        <h2>{t('fineTune.checkTitle')}</h2>
        <Link to={`/projects/${projectId}?tab=trainings`}>{t('fineTune.toLabelNext')}</Link>
        {check.error ? (
          <ProblemNotice error={check.error} />
        ) : (
          <CheckPanel check={check.data} mode={draft.mode} />
        )}
        {start.error && <ProblemNotice error={start.error} />}
        <Button
          look="primary"
          type="submit"
          busy={start.isPending}
          disabled={!ready}
          data-testid="start-training"
        >
          {t('fineTune.submit')}
        </Button>
      </aside>
    </form>
  );
}

import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useModel, useModelVersion } from '../../api/queries/models';
import { useCreatePrediction } from '../../api/queries/predictions';
import type { Model, Picture } from '../../api/types';
import { idempotencyKeys } from '../../lib/idempotencyKeys';
import { nameOf } from '../../lib/models';
import { Button } from '../Button/Button';
import { DialogActions } from '../Dialog/Dialog';
import { SelectField } from '../Field/Field';
import { Notice } from '../Notice/Notice';
import { ProblemNotice } from '../ProblemNotice/ProblemNotice';
import { ConfidenceField } from './ConfidenceField';
import { confidenceOf } from './confidenceOf';
import { ModelChoice } from './ModelChoice';
import { idsOf, type Scope } from './scope';
import { ScopeField } from './ScopeField';
import styles from './PredictDialog.module.css';

interface Props {
  models: Model[];
  model: Model;
  onModel: (model: Model) => void;
  pictures: Picture[];
  selected: readonly string[];
  onClose: () => void;
}

function VersionField({ model, version, onVersion }: VersionProps) {
  const { t } = useTranslation();
  const details = useModel({ owner: model.owner, name: model.name });
  const versions = details.data?.versions.map((one) => one.version) ?? [];
  if (versions.length < 2) return null;
  const words = (one: number) => {
    const aliases = Object.keys(model.aliases).filter((alias) => model.aliases[alias] === one);
    const text = one === model.latest_version ? t('predict.latest', { version: one }) : String(one);
    return [text, ...aliases].join(' · ');
  };
  return (
    <SelectField
      label={t('predict.version')}
      value={version}
      onChange={(event) => onVersion(Number(event.target.value))}
    >
      {versions.map((one) => (
        <option key={one} value={one}>
          {words(one)}
        </option>
      ))}
    </SelectField>
  );
}

interface VersionProps {
  model: Model;
  version: number;
  onVersion: (version: number) => void;
}

interface Settings {
  model: string;
  version?: number;
  /** The confidence that was asked for. */
  own?: number | null;
}

/** What was set for the model; another one begins at its own, in the same form: keys would lose their place in a new one. */
function useSettings(model: Model) {
  const name = nameOf(model);
  const [last, change] = useState<Settings>({ model: name });
  const set: Settings = last.model === name ? last : { model: name };
  return {
    version: set.version ?? model.aliases['champion'] ?? model.latest_version,
    own: set.own ?? null,
    setVersion: (version: number) => change({ ...set, version }),
    setOwn: (own: number | null) => change({ ...set, own }),
  };
}

function useSubmit() {
  const create = useCreatePrediction();
  const navigate = useNavigate();
  const [keyFor] = useState(idempotencyKeys);
  const submit = (model: string, confidence: number, ids: string[]) => {
    const body = { image_ids: ids, model, confidence };
    create.mutate(
      { body, key: keyFor(body) },
      { onSuccess: (id) => void navigate(id === null ? '/jobs' : `/predictions/${id}`) },
    );
  };
  return { create, submit };
}

export function PredictForm({ models, model, onModel, pictures, selected, onClose }: Props) {
  const { t } = useTranslation();
  const { version, own, setVersion, setOwn } = useSettings(model);
  const [scope, setScope] = useState<Scope>({ kind: selected.length > 0 ? 'selected' : 'all' });
  const details = useModelVersion({ owner: model.owner, name: model.name }, version);
  const { create, submit } = useSubmit();
  const best = confidenceOf(details.data?.manifest);
  const confidence = own ?? best;
  const ids = idsOf(scope, pictures, selected);
  const unscaled = pictures.filter(
    ({ id, micrometers_per_pixel: scale }) => scale === null && ids.includes(id),
  ).length;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    submit(`${model.owner}/${model.name}@${version}`, confidence, ids);
  };
  return (
    <form className={styles['form']} onSubmit={send} data-testid="predict-form">
      <ModelChoice models={models} chosen={model} onChoose={onModel} />
      <VersionField model={model} version={version} onVersion={setVersion} />
      <ConfidenceField value={confidence} best={best} onChange={setOwn} />
      <ScopeField scope={scope} onScope={setScope} pictures={pictures} selected={selected.length} />
      {unscaled > 0 && <Notice tone="warn">{t('predict.noScale', { count: unscaled })}</Notice>}
      {create.error && <ProblemNotice error={create.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look="primary"
          type="submit"
          busy={create.isPending}
          disabled={ids.length === 0}
          data-testid="start-prediction"
        >
          {ids.length === 0 ? t('predict.none') : t('predict.submit', { count: ids.length })}
        </Button>
      </DialogActions>
    </form>
  );
}

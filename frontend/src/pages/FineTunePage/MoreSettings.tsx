import { useTranslation } from 'react-i18next';
import { useProjects } from '../../api/queries/projects';
import { SelectField, TextField } from '../../components/Field/Field';
import { formatPercent } from '../../lib/format';
import type { Draft, Settled } from './draft';
import { NetworkFields } from './NetworkFields';
import { UnitField } from './UnitField';
import styles from './FineTunePage.module.css';

interface Props {
  draft: Settled;
  projectId: string;
  onChange: (change: Partial<Draft>) => void;
}

const SHARES = [0.1, 0.2, 0.3, 0.4];
const REPLAY_SHARES = [0.25, 0.5, 0.75];

interface ShareProps {
  label: string;
  hint: string;
  value: number;
  shares: readonly number[];
  onShare: (share: number) => void;
}

function ShareField({ label, hint, value, shares, onShare }: ShareProps) {
  const { i18n } = useTranslation();
  return (
    <SelectField
      label={label}
      hint={hint}
      value={value}
      onChange={({ target }) => onShare(Number(target.value))}
    >
      {shares.map((share) => (
        <option key={share} value={share}>
          {formatPercent(share, i18n.language, 0)}
        </option>
      ))}
    </SelectField>
  );
}

/** Pictures of another project, prepared and labelled beforehand. */
function ReplayField({ draft, projectId, onChange }: Props) {
  const { t } = useTranslation();
  const projects = useProjects();
  return (
    <SelectField
      label={t('fineTune.replay')}
      hint={t('fineTune.replayHint')}
      value={draft.replayProject ?? ''}
      onChange={({ target }) => onChange({ replayProject: target.value || null })}
    >
      <option value="">{t('fineTune.replayNone')}</option>
      {projects.data
        ?.filter(({ id }) => id !== projectId)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </SelectField>
  );
}

/** What most people leave as it is. */
export function MoreSettings({ draft, projectId, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <details className={styles['more']}>
      <summary>{t('fineTune.more')}</summary>
      <div className={styles['moreBody']}>
        <UnitField draft={draft} onChange={onChange} />
        <NetworkFields draft={draft} onChange={onChange} />
        <div className={styles['fields']}>
          <ShareField
            label={t('fineTune.holdOut')}
            hint={t('fineTune.holdOutHint')}
            value={draft.holdOut}
            shares={SHARES}
            onShare={(holdOut) => onChange({ holdOut })}
          />
          <ShareField
            label={t('fineTune.validation')}
            hint={t('fineTune.validationHint')}
            value={draft.validation}
            shares={SHARES}
            onShare={(validation) => onChange({ validation })}
          />
          <TextField
            label={t('fineTune.seed')}
            hint={t('fineTune.seedHint')}
            type="number"
            min={0}
            step={1}
            value={draft.seed}
            onChange={({ target }) =>
              onChange({ seed: Math.max(0, Math.trunc(Number(target.value))) })
            }
          />
        </div>
        <div className={styles['fields']}>
          <ReplayField draft={draft} projectId={projectId} onChange={onChange} />
          {draft.replayProject !== null && (
            <ShareField
              label={t('fineTune.replayShare')}
              hint={t('fineTune.replayShareHint')}
              value={draft.replayShare}
              shares={REPLAY_SHARES}
              onShare={(replayShare) => onChange({ replayShare })}
            />
          )}
        </div>
      </div>
    </details>
  );
}

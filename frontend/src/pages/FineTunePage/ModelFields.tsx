import { useTranslation } from 'react-i18next';
import { useModel } from '../../api/queries/models';
import type { Model } from '../../api/types';
import { SelectField, TextField } from '../../components/Field/Field';
import { useLanguage } from '../../components/Preferences/useLanguage';
import { isBuiltIn, nameOf } from '../../lib/models';
import { type Draft, isModelName } from './draft';
import styles from './FineTunePage.module.css';

interface Props {
  draft: Draft;
  models: readonly Model[];
  onChange: (change: Partial<Draft>) => void;
}

interface StartProps extends Pick<Props, 'draft' | 'onChange'> {
  own: Model;
}

/** Only a model that exists already can be gone on with. */
function StartField({ own, draft, onChange }: StartProps) {
  const { t } = useTranslation();
  const model = useModel({ owner: own.owner, name: own.name });
  const start = draft.continueFrom;
  return (
    <SelectField
      label={t('fineTune.start')}
      hint={t(start === null ? 'fineTune.startBaseHint' : 'fineTune.startVersionHint')}
      value={start ?? ''}
      onChange={({ target }) =>
        onChange({ continueFrom: target.value === '' ? null : Number(target.value), chosen: null })
      }
    >
      <option value="">{t('fineTune.startBase')}</option>
      {model.data?.versions.map(({ version }) => (
        <option key={version} value={version}>
          {t('fineTune.startVersion', { version })}
        </option>
      ))}
    </SelectField>
  );
}

/** The model that is made, and the one it is made from. */
export function ModelFields({ draft, models, onChange }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const own = models.find((one) => !isBuiltIn(one) && one.name === draft.name);
  const wrong = draft.name !== '' && !isModelName(draft.name);
  return (
    <fieldset className={styles['section']}>
      <legend>{t('fineTune.model')}</legend>
      <div className={styles['fields']}>
        <TextField
          label={t('fineTune.name')}
          hint={
            own
              ? t('fineTune.nameKnown', { version: own.latest_version + 1 })
              : t('fineTune.nameNew')
          }
          error={wrong ? t('fineTune.nameInvalid') : null}
          value={draft.name}
          required
          maxLength={64}
          spellCheck={false}
          list="own-models"
          data-testid="model-name"
          onChange={({ target }) => onChange({ name: target.value.trim(), continueFrom: null })}
        />
        <datalist id="own-models">
          {models
            .filter((one) => !isBuiltIn(one))
            .map((one) => (
              <option key={nameOf(one)} value={one.name} />
            ))}
        </datalist>
        <SelectField
          label={t('fineTune.base')}
          hint={t('fineTune.baseHint')}
          value={draft.base}
          onChange={({ target }) => onChange({ base: target.value })}
        >
          {models.map((one) => (
            <option key={nameOf(one)} value={nameOf(one)}>
              {one.title[language]} ({nameOf(one)})
            </option>
          ))}
        </SelectField>
        {own && <StartField own={own} draft={draft} onChange={onChange} />}
      </div>
    </fieldset>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Wanted } from '../api/queries/statistics';
import { SelectField, TextField } from '../components/Field/Field';
import { DefinitionsButton } from './Definitions';
import { LabelsField } from './LabelsField';
import { parseMultiples } from './settings';
import styles from './Results.module.css';

interface Props {
  wanted: Wanted;
  onChange: (change: Partial<Wanted>) => void;
  /** Groups that may be the control; left out where nothing is tested. */
  groups?: readonly string[];
}

function MultiplesField({ wanted, onChange }: Props) {
  const { t } = useTranslation();
  const applied = wanted.k.join(', ');
  const [text, setText] = useState(applied);
  const numbers = parseMultiples(text);
  const apply = () => {
    if (numbers && numbers.join(', ') !== applied) onChange({ k: numbers });
    if (numbers) setText(numbers.join(', '));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField
        label={t('statistics.multiples')}
        value={text}
        inputMode="decimal"
        onChange={(event) => setText(event.target.value)}
        onBlur={apply}
        error={numbers ? null : t('statistics.multiplesInvalid')}
        data-testid="multiples"
      />
    </form>
  );
}

/** What to compute: whose labels, at which multiples of the target radius, against which control. */
export function SettingsBar({ wanted, onChange, groups }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles['settings']}>
      <LabelsField value={wanted.labels} onChange={(labels) => onChange({ labels })} />
      <MultiplesField wanted={wanted} onChange={onChange} />
      {groups && (
        <SelectField
          label={t('statistics.control')}
          value={wanted.control ?? ''}
          onChange={(event) => onChange({ control: event.target.value || null })}
          data-testid="control"
        >
          <option value="">{t('statistics.allPairs')}</option>
          {groups.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
      )}
      <DefinitionsButton />
    </div>
  );
}

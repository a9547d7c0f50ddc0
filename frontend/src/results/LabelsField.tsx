import { useTranslation } from 'react-i18next';
import type { Labels } from '../api/queries/statistics';
import { SelectField } from '../components/Field/Field';
import { isLabels } from './settings';

const kinds: readonly Labels[] = ['predicted', 'current'];

interface Props {
  value: Labels;
  onChange: (labels: Labels) => void;
}

/** Whose labels are counted: the model's, or those that people made of them. */
export function LabelsField({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <SelectField
      label={t('statistics.labels')}
      value={value}
      onChange={({ target }) => isLabels(target.value) && onChange(target.value)}
      data-testid="labels"
    >
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {t(`statistics.labelsOf.${kind}`)}
        </option>
      ))}
    </SelectField>
  );
}

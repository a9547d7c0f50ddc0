import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useGroups, useSpecimens } from '../../api/queries/projects';
import { TextField } from '../Field/Field';

interface Props {
  projectId: string;
  value: string;
  onChange: (value: string) => void;
}

interface Suggested extends Omit<Props, 'projectId'> {
  label: string;
  hint: string;
  names: string[];
}

function SuggestingField({ label, hint, names, value, onChange }: Suggested) {
  const id = useId();
  return (
    <>
      <TextField
        label={label}
        hint={hint}
        list={id}
        maxLength={100}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

/** A group by name: one of the project's, or a new one that is made on use. */
export function GroupField({ projectId, ...rest }: Props) {
  const { t } = useTranslation();
  const names = useGroups(projectId).data?.map(({ name }) => name) ?? [];
  return (
    <SuggestingField
      label={t('project.group')}
      hint={t('project.groupHint')}
      names={names}
      {...rest}
    />
  );
}

export function SpecimenField({ projectId, ...rest }: Props) {
  const { t } = useTranslation();
  const names = useSpecimens(projectId).data?.map(({ name }) => name) ?? [];
  return (
    <SuggestingField
      label={t('project.specimen')}
      hint={t('project.specimenHint')}
      names={names}
      {...rest}
    />
  );
}

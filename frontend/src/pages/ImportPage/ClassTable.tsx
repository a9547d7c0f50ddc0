import { useTranslation } from 'react-i18next';
import type { LabelImport } from '../../api/types';
import { Table } from '../../components/Table/Table';
import tables from '../../theme/table.module.css';
import { knownTarget, type Mapping, type Target } from './mapping';

interface Props {
  shown: LabelImport;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

const LEFT_OUT = '';

/** Classes the cells of one class may become: those of the project, and its own as a new one. */
function ClassChoice({ shown, name, value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const known = shown.project_classes.map((one) => one.name);
  return (
    <select
      aria-label={`${t('imports.becomes')}: ${name}`}
      value={value.to ?? LEFT_OUT}
      onChange={({ target: { value: to } }) =>
        onChange({ to: to || null, target: knownTarget(shown, to) ?? value.target })
      }
    >
      {known.map((one) => (
        <option key={one}>{one}</option>
      ))}
      {!known.includes(name) && <option value={name}>{t('imports.newClass', { name })}</option>}
      <option value={LEFT_OUT}>{t('imports.leaveOut')}</option>
    </select>
  );
}

interface ChoiceProps {
  shown: LabelImport;
  name: string;
  value: Target;
  onChange: (value: Target) => void;
}

function TargetMark({ shown, name, value, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  if (value.to === null) return null;
  return (
    <label>
      <input
        type="checkbox"
        aria-label={`${t('imports.isTarget')}: ${name}`}
        checked={value.target}
        disabled={knownTarget(shown, value.to) !== null}
        onChange={(event) => onChange({ ...value, target: event.target.checked })}
      />{' '}
      {t('imports.isTarget')}
    </label>
  );
}

export function ClassTable({ shown, mapping, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Table
      heads={[
        t('imports.inFile'),
        { right: t('imports.cellsIn') },
        { right: t('imports.pictures') },
        t('imports.becomes'),
        null,
      ]}
    >
      {shown.classes.map(({ name, cells, pictures }) => {
        const value = mapping.get(name) ?? { to: name, target: false };
        const change = (next: Target) => onChange(new Map(mapping).set(name, next));
        const props = { shown, name, value, onChange: change };
        return (
          <tr key={name}>
            <td>{name}</td>
            <td className={tables['right']}>{cells}</td>
            <td className={tables['right']}>{pictures}</td>
            <td>
              <ClassChoice {...props} />
            </td>
            <td>
              <TargetMark {...props} />
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

import { useTranslation } from 'react-i18next';
import type { Picture } from '../../api/types';
import type { Scope } from './scope';
import styles from './PredictDialog.module.css';

interface Props {
  scope: Scope;
  onScope: (scope: Scope) => void;
  pictures: Picture[];
  selected: number;
}

interface GroupSelectProps extends Pick<Props, 'scope' | 'onScope'> {
  groups: (string | null)[];
}

function GroupSelect({ scope, onScope, groups }: GroupSelectProps) {
  const { t } = useTranslation();
  const place = scope.kind === 'group' ? groups.indexOf(scope.group) : 0;
  const choose = (at: number) => onScope({ kind: 'group', group: groups[at] ?? null });
  return (
    <select
      aria-label={t('project.group')}
      value={place}
      onChange={(event) => choose(Number(event.target.value))}
    >
      {groups.map((group, at) => (
        <option key={group} value={at}>
          {group ?? t('project.noGroup')}
        </option>
      ))}
    </select>
  );
}

export function ScopeField({ scope, onScope, pictures, selected }: Props) {
  const { t } = useTranslation();
  const groups = [...new Set(pictures.map(({ group }) => group))];
  const option = (next: Scope, text: string) => (
    <label>
      <input
        type="radio"
        name="scope"
        checked={scope.kind === next.kind}
        onChange={() => onScope(next)}
      />
      {text}
    </label>
  );
  return (
    <fieldset className={styles['scope']}>
      <legend>{t('predict.which')}</legend>
      {option({ kind: 'all' }, t('predict.whichAll', { total: pictures.length }))}
      {selected > 0 &&
        option({ kind: 'selected' }, t('predict.whichSelected', { total: selected }))}
      {groups.length > 1 && (
        <span className={styles['groupScope']}>
          {option({ kind: 'group', group: groups[0] ?? null }, t('predict.whichGroup'))}
          {scope.kind === 'group' && (
            <GroupSelect scope={scope} onScope={onScope} groups={groups} />
          )}
        </span>
      )}
    </fieldset>
  );
}

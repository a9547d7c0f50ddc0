import { Plus, X } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellClass } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { TextField } from '../../components/Field/Field';
import { IconButton } from '../../components/IconButton/IconButton';
import styles from './EditorPage.module.css';

interface Props {
  classes: readonly CellClass[];
  /** Classes of models in use here, so that the same cell gets the same name. */
  suggestions?: readonly CellClass[];
  onChange: (classes: CellClass[]) => void;
}

/** A name and whether it is a target; used where classes are chosen or one is added. */
export function ClassInput({ onAdd }: { onAdd: (one: CellClass) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [target, setTarget] = useState(false);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onAdd({ name: name.trim(), target });
    setName('');
    setTarget(false);
  };
  return (
    <form className={styles['classInput']} onSubmit={add}>
      <TextField
        label={t('editor.className')}
        value={name}
        maxLength={64}
        onChange={(event) => setName(event.target.value)}
      />
      <label>
        <input type="checkbox" checked={target} onChange={() => setTarget(!target)} />
        {t('editor.isTarget')}
      </label>
      <Button type="submit" icon={<Plus size={16} aria-hidden />} disabled={name.trim() === ''}>
        {t('editor.addClass')}
      </Button>
    </form>
  );
}

export function ClassesForm({ classes, suggestions = [], onChange }: Props) {
  const { t } = useTranslation();
  const has = (name: string) => classes.some((one) => one.name === name);
  const add = (one: CellClass) => {
    if (!has(one.name)) onChange([...classes, one]);
  };
  const offered = new Map(suggestions.map((one) => [one.name, one]));
  return (
    <>
      <ul className={styles['chips']}>
        {classes.map((one) => (
          <li key={one.name}>
            <ClassMark {...one} />
            <IconButton
              label={t('editor.removeClass', { name: one.name })}
              onClick={() => onChange(classes.filter(({ name }) => name !== one.name))}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div className={styles['chips']}>
        {[...offered.values()]
          .filter(({ name }) => !has(name))
          .map((one) => (
            <Button key={one.name} look="quiet" onClick={() => add(one)}>
              + {one.name}
            </Button>
          ))}
      </div>
      <ClassInput onAdd={add} />
    </>
  );
}

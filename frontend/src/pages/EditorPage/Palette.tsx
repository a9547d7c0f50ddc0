import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import { Button } from '../../components/Button/Button';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { formatNumber } from '../../lib/format';
import { countsOf } from './countsOf';
import { ClassInput } from './ClassesForm';
import styles from './EditorPage.module.css';

interface Props {
  editor: Editor;
  hidden: ReadonlySet<number>;
  onHide: (place: number) => void;
}

/** The classes with their keys: one click gives the class to the selection and to new cells. */
export function Palette({ editor, hidden, onHide }: Props) {
  const { t, i18n } = useTranslation();
  const [adding, setAdding] = useState(false);
  const counts = countsOf(editor);
  return (
    <section aria-label={t('viewer.classes')}>
      <h2>{t('viewer.classes')}</h2>
      <ul className={styles['palette']}>
        {editor.store.classes.map((one, place) => (
          <li key={one.name}>
            <button
              type="button"
              aria-pressed={editor.activeClass === place}
              onClick={() => editor.classify(place)}
              data-testid="palette-class"
            >
              <kbd>{place < 9 ? place + 1 : ''}</kbd>
              <ClassMark {...one} />
              <span className="number" data-testid={`count-${one.name}`}>
                {formatNumber(counts[place] ?? 0, i18n.language)}
              </span>
            </button>
            <input
              type="checkbox"
              checked={!hidden.has(place)}
              onChange={() => onHide(place)}
              aria-label={t('editor.showClass', { name: one.name })}
              title={t('editor.showClass', { name: one.name })}
            />
          </li>
        ))}
      </ul>
      {adding ? (
        <ClassInput
          onAdd={({ name, target }) => {
            editor.perform([{ op: 'add-class', name, target }]);
            setAdding(false);
          }}
        />
      ) : (
        <Button look="quiet" onClick={() => setAdding(true)}>
          + {t('editor.addClass')}
        </Button>
      )}
    </section>
  );
}

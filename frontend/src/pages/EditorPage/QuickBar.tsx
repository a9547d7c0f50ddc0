import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { IconButton } from '../../components/IconButton/IconButton';
import { formatNumber } from '../../lib/format';
import { countsOf } from './countsOf';
import styles from './EditorPage.module.css';

/** On a small screen, where the panel would hide the picture: the classes and deletion, within reach of a thumb. */
export function QuickBar({ editor }: { editor: Editor }) {
  const { t, i18n } = useTranslation();
  const counts = countsOf(editor);
  return (
    <div
      className={styles['quick']}
      role="toolbar"
      aria-label={t('viewer.classes')}
      data-testid="quick-bar"
    >
      {editor.store.classes.map((one, place) => (
        <button
          key={one.name}
          type="button"
          aria-pressed={editor.activeClass === place}
          onClick={() => editor.classify(place)}
        >
          <ClassMark {...one} />
          <span className="number">{formatNumber(counts[place] ?? 0, i18n.language)}</span>
        </button>
      ))}
      <IconButton
        label={t('editor.deleteSelected')}
        disabled={editor.selection.size === 0}
        onClick={() => editor.deleteSelected()}
      >
        <Trash2 size={18} aria-hidden />
      </IconButton>
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import type { Clash } from '../../annotations/merge';
import type { AnnotatedCell } from '../../annotations/types';
import { Button } from '../../components/Button/Button';
import { Dialog, DialogActions } from '../../components/Dialog/Dialog';
import styles from './EditorPage.module.css';

function useWords() {
  const { t } = useTranslation();
  return (cell: AnnotatedCell | null) => {
    if (cell === null) return t('editor.clash.deleted');
    const [x1, y1, x2, y2] = cell.box.map(Math.round);
    return `${cell.class}, ${x1},${y1} – ${x2},${y2}`;
  };
}

function Row({
  clash,
  theirs,
  onChoose,
}: {
  clash: Clash;
  theirs: boolean;
  onChoose: (theirs: boolean) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <fieldset className={styles['clash']} data-testid="clash">
      <legend>{t('editor.clash.cell', { id: clash.id })}</legend>
      <label>
        <input type="radio" checked={!theirs} onChange={() => onChoose(false)} />
        {t('editor.clash.mine')} {words(clash.mine)}
      </label>
      <label>
        <input type="radio" checked={theirs} onChange={() => onChoose(true)} />
        {t('editor.clash.theirs')} {words(clash.theirs)}
      </label>
    </fieldset>
  );
}

/** Cells that somebody else changed meanwhile, in another way than was done here: both are shown, one is kept. */
export function ClashDialog({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const { clashes } = editor;
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (id: string, taken: boolean) => {
    const next = new Set(theirs);
    if (taken) next.add(id);
    else next.delete(id);
    setTheirs(next);
  };
  const all = new Set(clashes.map(({ id }) => id));
  return (
    <Dialog title={t('editor.clash.title')} onClose={() => editor.settleClashes(theirs)}>
      <p>{t('editor.clash.text')}</p>
      <div className={styles['clashes']}>
        {clashes.map((clash) => (
          <Row
            key={clash.id}
            clash={clash}
            theirs={theirs.has(clash.id)}
            onChoose={(taken) => choose(clash.id, taken)}
          />
        ))}
      </div>
      <DialogActions>
        <Button onClick={() => setTheirs(all)}>{t('editor.clash.allTheirs')}</Button>
        <Button onClick={() => setTheirs(new Set())}>{t('editor.clash.allMine')}</Button>
        <Button look="primary" onClick={() => editor.settleClashes(theirs)}>
          {t('editor.clash.keep')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byDoubt } from '../../annotations/doubt';
import type { Editor } from '../../annotations/Editor';
import { Button } from '../../components/Button/Button';
import { SelectField } from '../../components/Field/Field';
import { formatScore } from '../../lib/format';
import styles from './EditorPage.module.css';

const A_PAGE = 30;
type Order = 'doubt' | 'place';

interface Props {
  editor: Editor;
  visible: (slot: number) => boolean;
  onShow: (slot: number) => void;
}

function ordered({ store }: Editor, order: Order): number[] {
  const living = store.livingSlots();
  if (order === 'doubt') {
    const doubtful = byDoubt(store, living);
    const rest = new Set(doubtful);
    return [...doubtful, ...living.filter((slot) => !rest.has(slot))];
  }
  const at = (slot: number) => store.boxAt(slot);
  return living.sort((a, b) => at(a)[1] - at(b)[1] || at(a)[0] - at(b)[0]);
}

function Row({ editor, slot, onShow }: { editor: Editor; slot: number; onShow: () => void }) {
  const { t } = useTranslation();
  const { class: name, box, class_score, score } = editor.store.cellAt(slot);
  const sure = class_score ?? score;
  return (
    <li>
      <button type="button" aria-pressed={editor.selection.has(slot)} onClick={onShow}>
        <span>{name}</span>
        <span className="number">{sure === null ? '' : formatScore(sure)}</span>
        <span className="number quiet">
          {t('editor.at', { x: Math.round(box[0]), y: Math.round(box[1]) })}
        </span>
      </button>
    </li>
  );
}

/** The cells as a list, for those who do not point at a picture. */
function OpenList({ editor, visible, onShow }: Props) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<Order>('doubt');
  const [page, setPage] = useState(0);
  const slots = ordered(editor, order).filter(visible);
  const pages = Math.max(1, Math.ceil(slots.length / A_PAGE));
  const at = Math.min(page, pages - 1);
  return (
    <>
      <SelectField
        label={t('editor.order.label')}
        value={order}
        onChange={(event) => setOrder(event.target.value as Order)}
      >
        <option value="doubt">{t('editor.order.doubt')}</option>
        <option value="place">{t('editor.order.place')}</option>
      </SelectField>
      <ul className={styles['cellList']}>
        {slots.slice(at * A_PAGE, (at + 1) * A_PAGE).map((slot) => (
          <Row key={slot} editor={editor} slot={slot} onShow={() => onShow(slot)} />
        ))}
      </ul>
      <div className={styles['pager']}>
        <Button disabled={at === 0} onClick={() => setPage(at - 1)}>
          {t('editor.previousPage')}
        </Button>
        <span className="number">{t('viewer.of', { index: at + 1, total: pages })}</span>
        <Button disabled={at === pages - 1} onClick={() => setPage(at + 1)}>
          {t('editor.nextPage')}
        </Button>
      </div>
    </>
  );
}

export function CellList(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('editor.list')}</summary>
      {open && <OpenList {...props} />}
    </details>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { ProgressBar } from '../../components/ProgressBar/ProgressBar';
import type { SheetOrder } from '../../sheet/arrange';
import type { Sheet } from '../../sheet/Sheet';
import styles from './SheetPage.module.css';
import type { LikenessSearch } from './useLikeness';
import { meant } from './useSheetActions';
import type { Desk } from './useSheetView';

interface Props {
  sheet: Sheet;
  desk: Desk;
  likeness: LikenessSearch;
}

const ORDERS = ['doubt', 'score', 'picture'] as const satisfies readonly SheetOrder[];

function OrderChoice({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  return (
    <label className={styles['choice']}>
      {t('sheet.sort')}
      <select
        value={sheet.order}
        onChange={({ target }) => sheet.arrange({ order: target.value as SheetOrder })}
        data-testid="sheet-order"
      >
        {ORDERS.map((order) => (
          <option key={order} value={order}>
            {t(`sheet.order.${order}`)}
          </option>
        ))}
        {sheet.likeness !== null && <option value="alike">{t('sheet.order.alike')}</option>}
      </select>
    </label>
  );
}

/** The cells that *all like this* takes from: those shown with the chosen one, most alike first. */
function candidates(sheet: Sheet): readonly number[] {
  const { likeness, cells, sections } = sheet;
  if (sheet.order !== 'alike' || likeness === null) return [];
  const anchor = cells.findIndex(
    ({ picture, id }) => picture === likeness.anchor.picture && id === likeness.anchor.id,
  );
  return sections.find((section) => section.cells.includes(anchor))?.cells ?? [];
}

/** One drag selects so many of the cells most like the chosen one. */
function AllLikeThis({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(0);
  const cells = candidates(sheet);
  if (cells.length === 0) return null;
  const count = Math.min(wanted, cells.length);
  return (
    <label className={styles['choice']}>
      {t('sheet.allLike', { count })}
      <input
        type="range"
        min={0}
        max={cells.length}
        value={count}
        onChange={({ target }) => {
          setWanted(Number(target.value));
          sheet.select(cells.slice(0, Number(target.value)));
        }}
        data-testid="sheet-alike"
      />
    </label>
  );
}

/** How the cells are sorted and grouped, and *all like this*. */
export function SheetControls(props: Props) {
  const { t } = useTranslation();
  const { shows, setShows } = props.desk;
  return (
    <div className={styles['controls']}>
      <Button
        aria-pressed={shows === 'pictures'}
        onClick={() => setShows(shows === 'cells' ? 'pictures' : 'cells')}
        title={t('sheet.keys.pictures')}
        data-testid="sheet-pictures"
      >
        {t('sheet.drawMissed')}
      </Button>
      {shows === 'cells' ? <CropControls {...props} /> : <p>{t('sheet.drawHint')}</p>}
    </div>
  );
}

function CropControls({ sheet, likeness }: Props) {
  const { t } = useTranslation();
  const anchor = meant(sheet);
  return (
    <>
      <OrderChoice sheet={sheet} />
      <label className={styles['choice']}>
        <input
          type="checkbox"
          checked={sheet.grouped}
          onChange={({ target }) => sheet.arrange({ grouped: target.checked })}
        />
        {t('sheet.grouped')}
      </label>
      <Button look="quiet" onClick={() => sheet.arrange()} title={t('sheet.keys.again')}>
        {t('sheet.again')}
      </Button>
      <Button
        disabled={anchor === null || likeness.share !== null}
        onClick={() => {
          const cell = sheet.cells[anchor ?? -1];
          if (cell) likeness.find(cell);
        }}
        data-testid="sheet-similar"
      >
        {t('sheet.similar')}
      </Button>
      {likeness.share !== null && (
        <span className={styles['comparing']} role="status">
          {t('editor.comparing')}
          <ProgressBar share={likeness.share} label={t('editor.comparing')} />
        </span>
      )}
      <AllLikeThis key={sheet.arranged} sheet={sheet} />
      {likeness.error && <ProblemNotice error={likeness.error} />}
    </>
  );
}

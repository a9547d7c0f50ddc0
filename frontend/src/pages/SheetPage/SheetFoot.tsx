import { useTranslation } from 'react-i18next';
import { formatNumber, formatScore } from '../../lib/format';
import type { Sheet } from '../../sheet/Sheet';
import styles from './SheetPage.module.css';
import type { Shows } from './useSheetView';

interface Props {
  sheet: Sheet;
  shows: Shows;
  leftOut: number;
}

/** In words what the canvas shows: how much there is, and the cell or picture where the keyboard is. */
export function SheetFoot({ sheet, shows, leftOut }: Props) {
  const { t, i18n } = useTranslation();
  const counted = (count: number) => ({ count, number: formatNumber(count, i18n.language) });
  return (
    <footer className={styles['foot']}>
      <span data-testid="sheet-cells" data-cells={sheet.cells.length}>
        {t('sheet.size', {
          cells: t('sheet.cells', counted(sheet.cells.length)),
          pictures: t('sheet.pictures', counted(sheet.pictures.length)),
        })}
        {leftOut > 0 && ` · ${t('sheet.leftOut', { count: leftOut })}`}
      </span>
      <span id="sheet-focus" role="status" data-testid="sheet-focus">
        {shows === 'cells' ? <Focused sheet={sheet} /> : <FocusedPicture sheet={sheet} />}
      </span>
    </footer>
  );
}

function FocusedPicture({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const picture = sheet.pictures[sheet.pictureFocus ?? -1];
  if (!picture) return t('sheet.noPictureFocus');
  return t('sheet.pictureWith', { name: picture.filename, count: picture.editor.store.living });
}

function Focused({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const { focus } = sheet;
  if (focus === null) return t('sheet.noFocus');
  const cell = sheet.cells[focus];
  const now = sheet.now(focus);
  if (!cell || !now) return t('sheet.goneCell');
  const { class: name, class_score: classScore, score } = now.store.cellAt(now.slot);
  const facts = [
    name,
    ...(classScore === null ? [] : [`${t('viewer.tip.classScore')} ${formatScore(classScore)}`]),
    ...(score === null ? [] : [`${t('viewer.tip.score')} ${formatScore(score)}`]),
    cell.picture.filename,
    ...(sheet.selection.has(focus) ? [t('sheet.isSelected')] : []),
  ];
  return facts.join(' · ');
}

import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { formatNumber } from '../../lib/format';
import type { Sheet } from '../../sheet/Sheet';
import styles from './SheetPage.module.css';

interface Props {
  sheet: Sheet;
  onDelete: (extend: boolean) => void;
}

/** What becomes of the selected cells: a class, or nothing. */
export function SheetPalette({ sheet, onDelete }: Props) {
  const { t, i18n } = useTranslation();
  const { size } = sheet.selection;
  return (
    <section className={styles['palette']} aria-label={t('editor.selection')}>
      <p role="status" data-testid="sheet-selected" data-selected={size}>
        {size === 0
          ? t('sheet.noneSelected')
          : t('editor.selected', { count: size, number: formatNumber(size, i18n.language) })}
      </p>
      {sheet.classes.map((one, place) => (
        <button
          key={one.name}
          type="button"
          className={styles['class']}
          disabled={size === 0}
          onClick={() => sheet.classify(place)}
          data-testid="sheet-class"
        >
          {place < 9 && <kbd>{place + 1}</kbd>}
          <ClassMark {...one} />
        </button>
      ))}
      <Button
        look="danger"
        icon={<Trash2 size={15} aria-hidden />}
        disabled={size === 0}
        onClick={() => onDelete(false)}
        data-testid="sheet-delete"
      >
        {t('sheet.noCell')}
      </Button>
    </section>
  );
}

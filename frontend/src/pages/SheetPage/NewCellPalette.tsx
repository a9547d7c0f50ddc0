import { useTranslation } from 'react-i18next';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import type { Sheet } from '../../sheet/Sheet';
import styles from './SheetPage.module.css';

/** Which class the cells have that are drawn on the pictures. */
export function NewCellPalette({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  return (
    <section className={styles['palette']} aria-label={t('sheet.newCells')}>
      <p>{t('sheet.newCells')}</p>
      {sheet.classes.map((one, place) => (
        <button
          key={one.name}
          type="button"
          className={styles['class']}
          aria-pressed={place === sheet.activeClass}
          onClick={() => sheet.setActiveClass(place)}
          data-testid="sheet-new-class"
        >
          {place < 9 && <kbd>{place + 1}</kbd>}
          <ClassMark {...one} />
        </button>
      ))}
    </section>
  );
}

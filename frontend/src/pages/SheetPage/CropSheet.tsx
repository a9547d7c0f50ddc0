import { useTranslation } from 'react-i18next';
import styles from './SheetPage.module.css';
import type { Desk } from './useSheetView';

/** The scrolled area. No cell is a DOM node: the canvas paints what is in view, the foot says it in words. */
export function CropSheet({ desk }: { desk: Desk }) {
  const { t } = useTranslation();
  const { scroller, canvas, spacer, shows, fingerSelects } = desk;
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      data-finger={fingerSelects}
      data-testid="sheet-scroller"
      // Scrolled by the keys of the sheet; it must be reachable to be read.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus
      tabIndex={0}
      role="group"
      aria-label={t(shows === 'cells' ? 'sheet.canvas' : 'sheet.pictureCanvas')}
      aria-describedby="sheet-focus"
    >
      <canvas ref={canvas} className={styles['canvas']} data-testid="sheet-canvas" />
      <div ref={spacer} aria-hidden />
    </div>
  );
}

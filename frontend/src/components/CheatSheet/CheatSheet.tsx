import { useTranslation } from 'react-i18next';
import { Dialog } from '../Dialog/Dialog';
import styles from './CheatSheet.module.css';

export type KeyRow = readonly [keys: readonly string[], what: string];

/** Every key of a page, with what it does. */
export function CheatSheet({ rows, onClose }: { rows: readonly KeyRow[]; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('viewer.help')} onClose={onClose} wide>
      <dl className={styles['keys']} data-testid="cheat-sheet">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog/Dialog';
import styles from './ViewerPage.module.css';

export function CheatSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const rows: [string[], string][] = [
    [['←', '→', '↑', '↓'], t('viewer.keys.pan')],
    [['+', '−'], t('viewer.keys.zoom')],
    [['0'], t('viewer.keys.fit')],
    [['[', ']'], t('viewer.keys.neighbours')],
    [['n', 'p'], t('viewer.keys.cells')],
    [['b'], t('viewer.keys.boxes')],
    [['g'], t('viewer.keys.corrected')],
    [['i'], t('viewer.keys.panel')],
    [['?'], t('viewer.keys.help')],
    [['Esc'], t('viewer.keys.back')],
  ];
  return (
    <Dialog title={t('viewer.help')} onClose={onClose}>
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

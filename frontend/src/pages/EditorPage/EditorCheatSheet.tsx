import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog/Dialog';
import styles from '../ViewerPage/ViewerPage.module.css';

export function EditorCheatSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const rows: [string[], string][] = [
    [['1', '…', '9'], t('editor.keys.classify')],
    [['U'], t('editor.keys.doubtful')],
    [['S'], t('editor.keys.similar')],
    [['S', 'S'], t('editor.keys.alike')],
    [['A', 'N'], t('editor.keys.add')],
    [['A', 'Enter'], t('editor.keys.place')],
    [['Del'], t('editor.keys.delete')],
    [['←', '→', '↑', '↓'], t('editor.keys.move')],
    [['Alt', '←→↑↓'], t('editor.keys.resize')],
    [['Shift', '←→↑↓'], t('editor.keys.far')],
    [['Ctrl', 'Z'], t('editor.keys.undo')],
    [['Ctrl', 'Shift', 'Z'], t('editor.keys.redo')],
    [['Shift', t('editor.keys.drag')], t('editor.keys.rectangle')],
    [['L'], t('editor.keys.lasso')],
    [['L', 'Enter'], t('editor.keys.inView')],
    [['Ctrl', 'A'], t('editor.keys.all')],
    [['R'], t('editor.keys.check')],
    [['R', 'Enter'], t('editor.keys.checkView')],
    [['.', ','], t('viewer.keys.cells')],
    [['+', '−', '0'], t('editor.keys.zoom')],
    [['B'], t('viewer.keys.boxes')],
    [['G'], t('editor.keys.ghost')],
    [['I'], t('viewer.keys.panel')],
    [['Esc'], t('editor.keys.escape')],
  ];
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

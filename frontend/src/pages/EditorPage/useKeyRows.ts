import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';
import { boxesRow, panelRow, undoRows, zoomRows } from '../../components/CheatSheet/rows';

/** Everything the editor answers to, by mouse and by key. */
export function useKeyRows(): KeyRow[] {
  const { t } = useTranslation();
  return [
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
    ...undoRows(t),
    [['Shift', t('editor.keys.drag')], t('editor.keys.rectangle')],
    [['L'], t('editor.keys.lasso')],
    [['L', 'Enter'], t('editor.keys.inView')],
    [['Ctrl', 'A'], t('editor.keys.all')],
    [['R'], t('editor.keys.check')],
    [['R', 'Enter'], t('editor.keys.checkView')],
    [['.', ','], t('viewer.keys.cells')],
    ...zoomRows(t),
    boxesRow(t),
    [['G'], t('editor.keys.ghost')],
    panelRow(t),
    [['Esc'], t('editor.keys.escape')],
  ];
}

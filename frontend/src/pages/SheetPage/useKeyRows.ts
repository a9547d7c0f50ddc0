import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';
import { undoRows } from '../../components/CheatSheet/rows';

/** Everything the sheet answers to, by mouse and by key. */
export function useKeyRows(): KeyRow[] {
  const { t } = useTranslation();
  return [
    [[t('sheet.keys.clickKey')], t('sheet.keys.click')],
    [['Shift', t('sheet.keys.clickKey')], t('sheet.keys.range')],
    [[t('editor.keys.drag')], t('sheet.keys.drag')],
    [['Alt', t('editor.keys.drag')], t('sheet.keys.letGo')],
    [['L'], t('sheet.keys.lasso')],
    [[t('sheet.keys.rightKey')], t('sheet.keys.right')],
    [['1', '…', '9'], t('sheet.keys.classify')],
    [['Del'], t('sheet.keys.delete')],
    [['P'], t('sheet.keys.pictures')],
    [['P', t('editor.keys.drag')], t('sheet.keys.draw')],
    [['S'], t('sheet.keys.similar')],
    [['D'], t('sheet.keys.doubt')],
    [['O'], t('sheet.keys.again')],
    [['←', '→', '↑', '↓'], t('sheet.keys.move')],
    [['Shift', '←→↑↓'], t('sheet.keys.extend')],
    [[t('sheet.keys.space')], t('sheet.keys.toggle')],
    [['Enter'], t('sheet.keys.open')],
    [['Ctrl', 'A'], t('editor.keys.all')],
    ...undoRows(t),
    [['+', '−'], t('sheet.keys.size')],
    [['Esc'], t('sheet.keys.escape')],
  ];
}

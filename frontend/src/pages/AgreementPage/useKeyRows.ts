import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';
import { boxesRow, movingRows } from '../../components/CheatSheet/rows';

/** Every key of the page; those that decide only for who may. */
export function useKeyRows(mayDecide: boolean): KeyRow[] {
  const { t } = useTranslation();
  const deciding: KeyRow[] = [
    [['F'], t('agreement.keys.first')],
    [['S'], t('agreement.keys.second')],
    [['X'], t('agreement.keys.neither')],
    [['1', '…', '9'], t('agreement.keys.class')],
    [['⌫'], t('agreement.keys.undecide')],
  ];
  return [
    [['N', 'P'], t('agreement.keys.step')],
    ...(mayDecide ? deciding : []),
    boxesRow(t),
    ...movingRows(t),
    [['Esc'], t('agreement.keys.back')],
  ];
}

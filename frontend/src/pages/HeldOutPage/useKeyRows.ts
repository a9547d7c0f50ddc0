import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';
import { boxesRow, movingRows, turningRow } from '../../components/CheatSheet/rows';

/** Every key of the page. */
export function useKeyRows(): KeyRow[] {
  const { t } = useTranslation();
  return [
    ...movingRows(t),
    turningRow(t),
    [['N', 'P'], t('heldOut.keys.mistakes')],
    boxesRow(t),
    [['T'], t('heldOut.keys.truth')],
    [['M'], t('heldOut.keys.marks')],
    [['Esc'], t('heldOut.keys.back')],
  ];
}

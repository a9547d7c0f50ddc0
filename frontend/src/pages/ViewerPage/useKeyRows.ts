import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';
import { boxesRow, movingRows, panelRow, turningRow } from '../../components/CheatSheet/rows';

/** Every key of the viewer; where two sides are `compared`, some go by differences. */
export function useKeyRows(compared = false): KeyRow[] {
  const { t } = useTranslation();
  return [
    ...movingRows(t),
    turningRow(t),
    [['N', 'P'], t(compared ? 'differences.keys.differences' : 'viewer.keys.cells')],
    boxesRow(t),
    [['G'], t(compared ? 'differences.keys.same' : 'viewer.keys.corrected')],
    panelRow(t),
    [['?'], t('viewer.keys.help')],
    [['Esc'], t('viewer.keys.back')],
  ];
}

import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';

/** Every key of the viewer; where two sides are `compared`, some go by differences. */
export function useKeyRows(compared = false): KeyRow[] {
  const { t } = useTranslation();
  return [
    [['←', '→', '↑', '↓'], t('viewer.keys.pan')],
    [['+', '−'], t('viewer.keys.zoom')],
    [['0'], t('viewer.keys.fit')],
    [['[', ']'], t('viewer.keys.neighbours')],
    [['n', 'p'], t(compared ? 'differences.keys.differences' : 'viewer.keys.cells')],
    [['b'], t('viewer.keys.boxes')],
    [['g'], t(compared ? 'differences.keys.same' : 'viewer.keys.corrected')],
    [['i'], t('viewer.keys.panel')],
    [['?'], t('viewer.keys.help')],
    [['Esc'], t('viewer.keys.back')],
  ];
}

import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';

export function useKeyRows(): KeyRow[] {
  const { t } = useTranslation();
  return [
    [['←', '→', '↑', '↓'], t('viewer.keys.pan')],
    [['+', '−'], t('viewer.keys.zoom')],
    [['0'], t('viewer.keys.fit')],
    [['[', ']'], t('viewer.keys.neighbours')],
    [['n', 'p'], t('heldOut.keys.mistakes')],
    [['b'], t('viewer.keys.boxes')],
    [['t'], t('heldOut.keys.truth')],
    [['m'], t('heldOut.keys.marks')],
    [['Esc'], t('heldOut.keys.back')],
  ];
}

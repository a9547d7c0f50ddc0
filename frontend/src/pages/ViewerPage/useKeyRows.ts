import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../components/CheatSheet/CheatSheet';

/** Every key of the viewer. */
export function useKeyRows(): KeyRow[] {
  const { t } = useTranslation();
  return [
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
}

import { useTranslation } from 'react-i18next';
import type { CellToCheck, LabelNextItem } from '../../api/types';
import { formatPercent } from '../../lib/format';

type Reason = LabelNextItem['reasons'][number];

/** Why a picture is worth correcting, in words. */
export function useReasonWords(): (reason: Reason) => string {
  const { t, i18n } = useTranslation();
  return ({ code, value }) =>
    t(`fineTune.reason.${code}`, { value: formatPercent(value, i18n.language, 0) });
}

/** Why a cell is worth a look, in words. */
export function useCellReasonWords(): (reason: CellToCheck['reasons'][number]) => string {
  const { t, i18n } = useTranslation();
  return ({ code, value }) =>
    t(`fineTune.cellReason.${code}`, { value: formatPercent(value, i18n.language, 0) });
}

import { useTranslation } from 'react-i18next';
import type { Difference } from '../../../api/types';
import { Tip } from '../../../components/CellViewer/CellTip';
import { formatScore } from '../../../lib/format';
import { useKindName } from './useKindName';

interface Props {
  at: { x: number; y: number };
  item: Difference;
  names: readonly [string, string];
}

/** What both sides say of one cell. */
export function DifferenceTip({ at, item, names }: Props) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const words = (side: Difference['first']) => {
    if (side === null) return t('differences.hasNone');
    return side.score === null ? side.class : `${side.class} · ${formatScore(side.score)}`;
  };
  const rows = [
    [`1 · ${names[0]}`, words(item.first)],
    [`2 · ${names[1]}`, words(item.second)],
  ] as const;
  return (
    <Tip at={at} rows={rows}>
      <strong>{kindName(item.kind)}</strong>
    </Tip>
  );
}

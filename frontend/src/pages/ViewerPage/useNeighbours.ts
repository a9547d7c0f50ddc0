import { useMemo, useState } from 'react';
import type { CellStore } from '../../cells/cellStore';
import { drawSegments, neighbourSegments, type Segments } from '../../cells/neighbourSegments';
import type { Painter } from '../../components/CellViewer/BoxLayer';

export interface NeighbourLines {
  /** Multiple of the mean target radius; null while no lines are shown. */
  k: number | null;
  onK: (k: number | null) => void;
  segments: Segments | null;
}

/** The lines from targets to the normal cells around them, and what draws them over the boxes. */
export function useNeighbours(
  store: CellStore | null,
): NeighbourLines & { painter: Painter | null } {
  const [k, onK] = useState<number | null>(null);
  const segments = useMemo(
    () => (store && k !== null ? neighbourSegments(store, k) : null),
    [store, k],
  );
  const painter = useMemo<Painter | null>(
    () =>
      segments &&
      ((context, placement, ratio) => drawSegments(context, segments, placement, ratio)),
    [segments],
  );
  return { k, onK, segments, painter };
}

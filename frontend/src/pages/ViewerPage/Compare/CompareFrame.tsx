import { useMemo, useState } from 'react';
import { deepZoomUrl } from '../../../api/urls';
import type { DifferenceKind } from '../../../api/types';
import { boxOf } from '../../../cells/cellStore';
import {
  differenceKinds,
  type DifferenceStore,
  maskOf,
  nextDifference,
} from '../../../cells/differences';
import { differenceDrawer } from '../../../cells/drawDifferences';
import { CellViewer } from '../../../components/CellViewer/CellViewer';
import { CheatSheet } from '../../../components/CheatSheet/CheatSheet';
import { unadjusted } from '../adjustment';
import type { Neighbours } from '../neighbours';
import { useFrame } from '../useFrame';
import { useKeyRows } from '../useKeyRows';
import { useViewerKeys } from '../useViewerKeys';
import { ViewerBar } from '../ViewerBar';
import type { ShownPicture } from '../ViewerFrame';
import { ComparePanel } from './ComparePanel';
import { DifferenceTip } from './DifferenceTip';
import styles from '../ViewerPage.module.css';

interface Props {
  picture: ShownPicture;
  neighbours: Neighbours;
  pathOf: (id: string) => string;
  back: string;
  /** The picture with the first side's cells alone. */
  alone: string;
  predictionId: string;
  names: readonly [string, string];
  /** Null while they are under way. */
  both: DifferenceStore | null;
  error: Error | null;
}

export type Kinds = ReadonlySet<DifferenceKind>;

const without = (kinds: Kinds, kind: DifferenceKind): Kinds => {
  const next = new Set(kinds);
  if (!next.delete(kind)) next.add(kind);
  return next;
};

/** The viewer with the cells of two sides, its list of differences and its keys. */
export function CompareFrame(props: Props) {
  const { picture, alone, predictionId, names, both, error } = props;
  const { viewer, boxes, help, closeHelp, bar, keys } = useFrame(props);
  const [kinds, setKinds] = useState<Kinds>(new Set(differenceKinds));
  const [picked, setPicked] = useState<{ imageId: string; cell: number } | null>(null);
  const chosen = picked?.imageId === picture.id ? picked.cell : null;
  const keyRows = useKeyRows(true);
  const mask = useMemo(() => both && maskOf(both, kinds), [both, kinds]);
  const shown = useMemo(
    () =>
      both && mask && boxes
        ? { store: both.store, mask, draw: differenceDrawer(both, chosen) }
        : null,
    [both, mask, boxes, chosen],
  );
  const toggle = (kind: DifferenceKind) => setKinds((now) => without(now, kind));
  const choose = (cell: number) => {
    if (!both) return;
    setPicked({ imageId: picture.id, cell });
    const { x1, y1, x2, y2 } = boxOf(both.store, cell);
    viewer.current?.goTo([x1, y1, x2, y2]);
  };
  const step = (by: 1 | -1) => {
    const cell = both && mask && nextDifference(both, mask, chosen, by);
    if (cell !== null) choose(cell);
  };
  useViewerKeys(viewer, {
    ...keys,
    nextCell: () => step(1),
    previousCell: () => step(-1),
    corrected: () => toggle('same'),
  });
  return (
    <main className={styles['page']} data-panel={bar.panel} data-testid="compared">
      <ViewerBar {...bar} predictionId={predictionId} />
      <CellViewer
        key={picture.id}
        source={deepZoomUrl(picture.id)}
        width={picture.width}
        shown={shown}
        painter={null}
        micrometersPerPixel={picture.micrometersPerPixel}
        handle={viewer}
        tip={({ cell, at }) =>
          both?.items[cell] && <DifferenceTip at={at} item={both.items[cell]} names={names} />
        }
        {...unadjusted}
      />
      {bar.panel && (
        <ComparePanel
          names={names}
          alone={alone}
          both={both}
          error={error}
          kinds={kinds}
          onToggle={toggle}
          chosen={chosen}
          onChoose={choose}
          onStep={step}
        />
      )}
      {help && <CheatSheet rows={keyRows} onClose={closeHelp} />}
    </main>
  );
}

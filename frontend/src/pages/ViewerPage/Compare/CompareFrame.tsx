import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
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
import { CellViewer, type ViewerHandle } from '../../../components/CellViewer/CellViewer';
import { CheatSheet } from '../../../components/CheatSheet/CheatSheet';
import { useTabTitle } from '../../../lib/useTabTitle';
import { unadjusted } from '../adjustment';
import type { Neighbours } from '../neighbours';
import { useBack } from '../useBack';
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
  const { picture, neighbours, pathOf, alone, predictionId, names, both, error } = props;
  const viewer = useRef<ViewerHandle>(null);
  const [kinds, setKinds] = useState<Kinds>(new Set(differenceKinds));
  const [boxes, setBoxes] = useState(true);
  const [panel, setPanel] = useState(() => innerWidth > 860);
  const [help, setHelp] = useState(false);
  const [picked, setPicked] = useState<{ imageId: string; cell: number } | null>(null);
  const chosen = picked?.imageId === picture.id ? picked.cell : null;
  const navigate = useNavigate();
  const { back, state } = useBack(props.back);
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
  const goTo = (id: string | null) => {
    if (id !== null) void navigate(pathOf(id), { replace: true, state });
  };
  useViewerKeys(viewer, {
    previous: () => goTo(neighbours.previous),
    next: () => goTo(neighbours.next),
    nextCell: () => step(1),
    previousCell: () => step(-1),
    boxes: () => setBoxes((on) => !on),
    corrected: () => toggle('same'),
    panel: () => setPanel((on) => !on),
    help: () => setHelp(true),
    back: () => void navigate(back),
  });
  useTabTitle(picture.name);
  return (
    <main className={styles['page']} data-panel={panel} data-testid="compared">
      <ViewerBar
        picture={picture}
        neighbours={neighbours}
        back={back}
        viewer={viewer}
        panel={panel}
        onPanel={() => setPanel(!panel)}
        onGo={goTo}
        onHelp={() => setHelp(true)}
        predictionId={predictionId}
      />
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
      {panel && (
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
      {help && <CheatSheet rows={keyRows} onClose={() => setHelp(false)} />}
    </main>
  );
}

import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { deepZoomUrl } from '../../api/urls';
import type { Prediction, PredictionPicture } from '../../api/types';
import type { CellStore } from '../../cells/cellStore';
import { applyFilter, type CellFilter, showAll } from '../../cells/filter';
import type { Painter } from '../../components/CellViewer/BoxLayer';
import { CellViewer, type ViewerHandle } from '../../components/CellViewer/CellViewer';
import { CheatSheet } from '../../components/CheatSheet/CheatSheet';
import { useTabTitle } from '../../lib/useTabTitle';
import type { Neighbours } from './neighbours';
import { useHeatMap } from './useHeatMap';
import { useKeyRows } from './useKeyRows';
import { useNeighbours } from './useNeighbours';
import { type Adjustment, unadjusted } from './adjustment';
import { ViewerPanel } from './ViewerPanel';
import { useBack } from './useBack';
import { useViewerKeys } from './useViewerKeys';
import { ViewerBar } from './ViewerBar';
import styles from './ViewerPage.module.css';

export interface ShownPicture {
  id: string;
  name: string;
  width: number;
  micrometersPerPixel: number | null;
}

export interface ShownCells {
  prediction: Prediction;
  result: PredictionPicture;
  /** Null while the cells are under way. */
  store: CellStore | null;
  error: Error | null;
}

interface Props {
  picture: ShownPicture;
  neighbours: Neighbours;
  pathOf: (id: string) => string;
  /** Where it leads back to, unless whoever led here said so. */
  back: string;
  cells: ShownCells | null;
}

/** Lines lie over the map. */
function inOrder(...painters: (Painter | null)[]): Painter | null {
  const there = painters.filter((one) => one !== null);
  return there.length === 0 ? null : (...on) => there.forEach((paint) => paint(...on));
}

/** The viewer with its bar, its panel and its keys. Filters stay as they are from one picture to the next. */
export function ViewerFrame({ picture, neighbours, pathOf, cells, ...props }: Props) {
  const viewer = useRef<ViewerHandle>(null);
  const [filter, setFilter] = useState<CellFilter>(showAll);
  const [boxes, setBoxes] = useState(true);
  const [panel, setPanel] = useState(() => innerWidth > 860);
  const [help, setHelp] = useState(false);
  const [adjustment, setAdjustment] = useState<Adjustment>(unadjusted);
  const navigate = useNavigate();
  const keyRows = useKeyRows();
  const store = cells?.store ?? null;
  const mask = useMemo(() => (store ? applyFilter(store, filter) : null), [store, filter]);
  const shown = useMemo(
    () => (store && mask && boxes ? { store, mask } : null),
    [store, mask, boxes],
  );
  const { painter: paintLines, ...lines } = useNeighbours(store);
  const { painter: paintMap, ...heat } = useHeatMap(cells?.prediction.id ?? null, picture.id);
  const painter = useMemo(() => inOrder(paintMap, paintLines), [paintMap, paintLines]);
  const { back, state } = useBack(props.back);
  const goTo = (id: string | null) => {
    if (id !== null) void navigate(pathOf(id), { replace: true, state });
  };

  useViewerKeys(viewer, {
    previous: () => goTo(neighbours.previous),
    next: () => goTo(neighbours.next),
    nextCell: () => viewer.current?.step(1),
    previousCell: () => viewer.current?.step(-1),
    boxes: () => setBoxes((on) => !on),
    corrected: () => setFilter((now) => ({ ...now, onlyCorrected: !now.onlyCorrected })),
    panel: () => setPanel((on) => !on),
    help: () => setHelp(true),
    back: () => void navigate(back),
  });
  useTabTitle(picture.name);

  return (
    <main className={styles['page']} data-panel={panel}>
      <ViewerBar
        picture={picture}
        neighbours={neighbours}
        back={back}
        viewer={viewer}
        panel={panel}
        onPanel={() => setPanel(!panel)}
        onGo={goTo}
        onHelp={() => setHelp(true)}
        predictionId={cells?.prediction.id ?? null}
      />
      <CellViewer
        key={picture.id}
        source={deepZoomUrl(picture.id)}
        width={picture.width}
        shown={shown}
        painter={painter}
        micrometersPerPixel={picture.micrometersPerPixel}
        handle={viewer}
        {...adjustment}
      />
      {panel && (
        <ViewerPanel
          imageId={picture.id}
          cells={cells}
          lines={lines}
          heat={heat}
          mask={mask}
          filter={filter}
          onFilter={setFilter}
          boxes={boxes}
          onBoxes={setBoxes}
          adjustment={adjustment}
          onAdjustment={setAdjustment}
        />
      )}
      {help && <CheatSheet rows={keyRows} onClose={() => setHelp(false)} />}
    </main>
  );
}

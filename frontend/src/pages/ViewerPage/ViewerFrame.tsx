import { useMemo, useState } from 'react';
import { deepZoomUrl } from '../../api/urls';
import type { Prediction, PredictionPicture } from '../../api/types';
import type { CellStore } from '../../cells/cellStore';
import { applyFilter, type CellFilter, showAll } from '../../cells/filter';
import type { Painter } from '../../components/CellViewer/BoxLayer';
import { CellViewer } from '../../components/CellViewer/CellViewer';
import { CheatSheet } from '../../components/CheatSheet/CheatSheet';
import type { Neighbours } from './neighbours';
import { useHeatMap } from './useHeatMap';
import { useKeyRows } from './useKeyRows';
import { useNeighbours } from './useNeighbours';
import { type Adjustment, unadjusted } from './adjustment';
import { ViewerPanel } from './ViewerPanel';
import { useFrame } from './useFrame';
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
export function ViewerFrame({ picture, cells, ...way }: Props) {
  const { viewer, boxes, setBoxes, help, closeHelp, bar, keys } = useFrame({ picture, ...way });
  const [filter, setFilter] = useState<CellFilter>(showAll);
  const [adjustment, setAdjustment] = useState<Adjustment>(unadjusted);
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

  useViewerKeys(viewer, {
    ...keys,
    nextCell: () => viewer.current?.step(1),
    previousCell: () => viewer.current?.step(-1),
    corrected: () => setFilter((now) => ({ ...now, onlyCorrected: !now.onlyCorrected })),
  });

  return (
    <main className={styles['page']} data-panel={bar.panel}>
      <ViewerBar {...bar} predictionId={cells?.prediction.id ?? null} />
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
      {bar.panel && (
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
      {help && <CheatSheet rows={keyRows} onClose={closeHelp} />}
    </main>
  );
}

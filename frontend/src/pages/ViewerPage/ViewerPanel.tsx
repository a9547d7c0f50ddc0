import { useTranslation } from 'react-i18next';
import type { CellFilter } from '../../cells/filter';
import { Button } from '../../components/Button/Button';
import { type Adjustment, unadjusted } from './adjustment';
import { CellPanel } from './CellPanel';
import { Legend } from './Legend';
import { NeighbourChoice } from './NeighbourChoice';
import { PictureStatistics } from './PictureStatistics';
import { Slider } from './Slider';
import { MapChoice } from './MapChoice';
import type { HeatLayer } from './useHeatMap';
import type { NeighbourLines } from './useNeighbours';
import type { ShownCells } from './ViewerFrame';
import styles from './ViewerPage.module.css';

interface Props {
  imageId: string;
  cells: ShownCells | null;
  lines: NeighbourLines;
  heat: HeatLayer;
  mask: Uint8Array | null;
  filter: CellFilter;
  onFilter: (filter: CellFilter) => void;
  boxes: boolean;
  onBoxes: (on: boolean) => void;
  adjustment: Adjustment;
  onAdjustment: (adjustment: Adjustment) => void;
}

function Adjustments({ adjustment, onAdjustment }: Pick<Props, 'adjustment' | 'onAdjustment'>) {
  const { t } = useTranslation();
  const range = { min: 0.4, max: 2, step: 0.05 };
  return (
    <section>
      <div className={styles['sectionHead']}>
        <h2>{t('viewer.adjust')}</h2>
        <Button look="quiet" onClick={() => onAdjustment(unadjusted)}>
          {t('viewer.reset')}
        </Button>
      </div>
      <Slider
        label={t('viewer.brightness')}
        value={adjustment.brightness}
        {...range}
        onChange={(brightness) => onAdjustment({ ...adjustment, brightness })}
      />
      <Slider
        label={t('viewer.contrast')}
        value={adjustment.contrast}
        {...range}
        onChange={(contrast) => onAdjustment({ ...adjustment, contrast })}
      />
    </section>
  );
}

/** What the result says of this picture beyond its boxes. */
function Findings({
  cells,
  imageId,
  lines,
  heat,
}: { cells: ShownCells } & Pick<Props, 'imageId' | 'lines' | 'heat'>) {
  if (cells.result.state !== 'succeeded') return null;
  const which = { predictionId: cells.prediction.id, imageId };
  const targets = cells.prediction.classes.some(({ target }) => target);
  return (
    <>
      <PictureStatistics {...which} />
      {targets && <NeighbourChoice {...which} {...lines} />}
      <MapChoice {...which} targets={targets} {...heat} />
    </>
  );
}

export function ViewerPanel({
  imageId,
  cells,
  lines,
  heat,
  mask,
  filter,
  onFilter,
  boxes,
  onBoxes,
  ...rest
}: Props) {
  const { t } = useTranslation();
  return (
    <aside className={styles['panel']} aria-label={t('viewer.panel')}>
      {cells ? (
        <>
          <CellPanel
            cells={cells}
            mask={mask}
            filter={filter}
            onFilter={onFilter}
            boxes={boxes}
            onBoxes={onBoxes}
          />
          <Findings cells={cells} imageId={imageId} lines={lines} heat={heat} />
          <Legend />
        </>
      ) : (
        <p className="quiet">{t('viewer.noPrediction')}</p>
      )}
      <Adjustments {...rest} />
    </aside>
  );
}

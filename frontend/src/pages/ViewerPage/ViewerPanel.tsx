import { useTranslation } from 'react-i18next';
import type { CellFilter } from '../../cells/filter';
import { Button } from '../../components/Button/Button';
import { type Adjustment, unadjusted } from './adjustment';
import { CellPanel } from './CellPanel';
import { Legend } from './Legend';
import { Slider } from './Slider';
import type { ShownCells } from './ViewerFrame';
import styles from './ViewerPage.module.css';

interface Props {
  cells: ShownCells | null;
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

export function ViewerPanel({ cells, mask, filter, onFilter, boxes, onBoxes, ...rest }: Props) {
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
          <Legend />
        </>
      ) : (
        <p className="quiet">{t('viewer.noPrediction')}</p>
      )}
      <Adjustments {...rest} />
    </aside>
  );
}

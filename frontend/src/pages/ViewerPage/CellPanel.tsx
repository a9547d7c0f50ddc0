import { useTranslation } from 'react-i18next';
import { type CellFilter, countByClass, toggled } from '../../cells/filter';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { Notice } from '../../components/Notice/Notice';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { toneOf } from '../../components/WarningList/tone';
import { WarningText } from '../../components/WarningList/WarningText';
import { formatNumber, formatScore } from '../../lib/format';
import { Slider } from './Slider';
import type { ShownCells } from './ViewerFrame';
import styles from './ViewerPage.module.css';

interface Props {
  cells: ShownCells;
  mask: Uint8Array | null;
  filter: CellFilter;
  onFilter: (filter: CellFilter) => void;
  boxes: boolean;
  onBoxes: (on: boolean) => void;
}

function ShownCount({ total, shown }: { total: number; shown: number }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <p
      className={styles['shown']}
      role="status"
      data-testid="shown-count"
      data-shown={shown}
      data-total={total}
    >
      {t('viewer.shown', { shown: number(shown), total: number(total) })}
    </p>
  );
}

function ClassFilter({
  cells,
  mask,
  filter,
  onFilter,
}: Pick<Props, 'cells' | 'mask' | 'filter' | 'onFilter'>) {
  const { t, i18n } = useTranslation();
  if (!cells.store || !mask) return null;
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <fieldset>
      <legend>{t('viewer.classes')}</legend>
      {countByClass(cells.store, mask).map(({ name, target, shown, total }) => (
        <label key={name} className={styles['class']}>
          <input
            type="checkbox"
            checked={!filter.hiddenClasses.has(name)}
            onChange={() =>
              onFilter({ ...filter, hiddenClasses: toggled(filter.hiddenClasses, name) })
            }
          />
          <ClassMark name={name} target={target} />
          <span className="number">
            {number(shown)} <span className="quiet">/ {number(total)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Facts({ cells: { prediction, result } }: { cells: ShownCells }) {
  const { t, i18n } = useTranslation();
  const scale = result.magnification?.micrometers_per_pixel ?? null;
  const magnification =
    scale === null
      ? t('result.asItIs')
      : t('result.micrometres', { value: formatNumber(scale, i18n.language, 3) });
  return (
    <p className={styles['facts']}>
      <code>{prediction.model}</code>
      {[
        `${t('result.confidence')} ${formatScore(prediction.confidence)}`,
        magnification,
        `${t('result.software')} ${prediction.software_version}`,
      ].map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}

/** What is not as it should be with this picture's result. */
function Remarks({ cells: { result, error, store } }: { cells: ShownCells }) {
  const { t } = useTranslation();
  return (
    <>
      {error && <ProblemNotice error={error} />}
      {result.state === 'failed' && <Notice tone="bad">{t('result.failed')}</Notice>}
      {result.state === 'queued' && <Notice tone="info">{t('result.notReady')}</Notice>}
      {result.state === 'succeeded' && !store && !error && (
        <p role="status">{t('viewer.loadingCells')}</p>
      )}
      {result.warnings.map((warning) => (
        <Notice key={warning.code} tone={toneOf(warning.code)}>
          <WarningText warning={warning} />
        </Notice>
      ))}
    </>
  );
}

/** Counts, and what of them is shown. */
export function CellPanel({ cells, mask, filter, onFilter, boxes, onBoxes }: Props) {
  const { t } = useTranslation();
  const shown = mask?.reduce((sum, on) => sum + on, 0) ?? 0;
  return (
    <>
      {cells.store && <ShownCount total={cells.store.count} shown={shown} />}
      <Remarks cells={cells} />
      <ClassFilter cells={cells} mask={mask} filter={filter} onFilter={onFilter} />
      <Slider
        label={t('viewer.minScore')}
        value={Math.max(filter.minScore, cells.prediction.confidence)}
        min={cells.prediction.confidence}
        max={1}
        step={0.01}
        onChange={(minScore) => onFilter({ ...filter, minScore })}
      />
      <label className={styles['option']}>
        <input
          type="checkbox"
          checked={filter.onlyCorrected}
          onChange={() => onFilter({ ...filter, onlyCorrected: !filter.onlyCorrected })}
        />
        {t('viewer.onlyCorrected')}
      </label>
      <label className={styles['option']}>
        <input type="checkbox" checked={boxes} onChange={() => onBoxes(!boxes)} />
        {t('viewer.showBoxes')}
      </label>
      <Facts cells={cells} />
    </>
  );
}

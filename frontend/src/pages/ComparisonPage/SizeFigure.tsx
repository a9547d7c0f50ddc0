import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonRow } from '../../api/types';
import { SelectField } from '../../components/Field/Field';
import { type Measure, measuresOf } from './rows';
import { sizedOf } from './sizes';
import { SizePlot } from './SizePlot';
import { useMeasureName } from './useMeasureName';
import styles from './ComparisonPage.module.css';

function Plot({ rows, measure }: { rows: readonly ComparisonRow[]; measure: Measure }) {
  const { t } = useTranslation();
  const sized = sizedOf(rows, measure);
  if (sized.length === 0) return <p>{t('comparisons.noParameters')}</p>;
  const lacking = rows.length - sized.length;
  return (
    <>
      <SizePlot sized={sized} measure={measure} />
      {lacking > 0 && <p className="quiet">{t('comparisons.lacking', { count: lacking })}</p>}
    </>
  );
}

/** Accuracy against the number of parameters; where something is missing for it, what that is. */
export function SizeFigure({ rows }: { rows: readonly ComparisonRow[] }) {
  const { t } = useTranslation();
  const measureName = useMeasureName();
  const [chosen, setChosen] = useState('');
  const measures = measuresOf(rows);
  const measure = measures.find(({ key }) => key === chosen) ?? measures[0];
  return (
    <section className={styles['section']} data-testid="comparison-sizes">
      <h2>{t('comparisons.sizes')}</h2>
      {measure === undefined ? (
        <p className="quiet">{t('comparisons.notMeasured')}</p>
      ) : (
        <>
          <div className={styles['choice']}>
            <SelectField
              label={t('comparisons.measure')}
              value={measure.key}
              onChange={({ target }) => setChosen(target.value)}
            >
              {measures.map((one) => (
                <option key={one.key} value={one.key}>
                  {measureName(one)}
                </option>
              ))}
            </SelectField>
          </div>
          <Plot rows={rows} measure={measure} />
        </>
      )}
    </section>
  );
}

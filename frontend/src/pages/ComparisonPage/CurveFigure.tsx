import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonRow } from '../../api/types';
import { SelectField } from '../../components/Field/Field';
import { LineChart } from '../../components/LineChart/LineChart';
import type { Range } from '../../components/LineChart/scale';
import { useFigureName } from '../TrainingPage/useFigureName';
import { type Curve, curvesByName } from './rows';
import { useSettingWords } from './useSettingWords';
import styles from './ComparisonPage.module.css';

const SCORES: Range = [0, 1];
/** What tells best what a start is worth: pretrained against random weights. */
const FIRST = 'detector map50';

function useCurveName(): (curve: Curve) => string {
  const nameOf = useFigureName();
  return ({ network, name }) => `${nameOf(network)}: ${nameOf(name)}`;
}

function Chart({ curve, rows }: { curve: Curve; rows: readonly ComparisonRow[] }) {
  const { t } = useTranslation();
  const words = useSettingWords();
  const curveName = useCurveName();
  const series = rows.map((row, place) => ({
    name: words.training(row, place),
    points: curve.series.get(place) ?? [],
  }));
  return (
    <LineChart
      title={curveName(curve)}
      name={curve.key.replaceAll(' ', '-')}
      across={t(`trainings.across.${curve.across}`)}
      series={series}
      {...(curve.isLoss ? {} : { range: SCORES })}
    />
  );
}

/** The same curve of all trainings on one axis; it grows while they run. */
export function CurveFigure({ rows }: { rows: readonly ComparisonRow[] }) {
  const { t } = useTranslation();
  const curveName = useCurveName();
  const [chosen, setChosen] = useState(FIRST);
  const curves = curvesByName(rows);
  const curve = curves.find(({ key }) => key === chosen) ?? curves[0];
  return (
    <section className={styles['section']} data-testid="comparison-curves">
      <h2>{t('trainings.curves')}</h2>
      {curve === undefined ? (
        <p className="quiet">{t('trainings.noCurves')}</p>
      ) : (
        <>
          <div className={styles['choice']}>
            <SelectField
              label={t('comparisons.curve')}
              value={curve.key}
              onChange={({ target }) => setChosen(target.value)}
            >
              {curves.map((one) => (
                <option key={one.key} value={one.key}>
                  {curveName(one)}
                </option>
              ))}
            </SelectField>
          </div>
          <Chart curve={curve} rows={rows} />
        </>
      )}
    </section>
  );
}

import { useTranslation } from 'react-i18next';
import { heatGradient, mostOf } from '../../cells/heatMap';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { formatValue } from '../../results/numbers';
import { PictureFigureFiles } from './PictureFigureFiles';
import { type HeatLayer, mapNames } from './useHeatMap';
import results from '../../results/Results.module.css';
import styles from './ViewerPage.module.css';

interface Props extends HeatLayer {
  predictionId: string;
  imageId: string;
  /** Whether the model knows targets: without them there is nothing to map but the density. */
  targets: boolean;
}

function Scale({ figure }: { figure: NonNullable<HeatLayer['figure']> }) {
  const { i18n } = useTranslation();
  if (!figure.map) return null;
  return (
    <div className={styles['heat']} data-testid="map-scale">
      <span>{figure.map.label}</span>
      <div style={{ background: heatGradient }} aria-hidden />
      <span className="number">0</span>
      <span className="number">{formatValue(mostOf(figure.map), i18n.language)}</span>
    </div>
  );
}

/** Lays a map of density or of targets over the picture, with its scale, what it leaves out, and its files. */
export function MapChoice({ predictionId, imageId, targets, ...layer }: Props) {
  const { t } = useTranslation();
  const { name, onName, figure, error } = layer;
  const names = targets ? mapNames : mapNames.slice(0, 1);
  return (
    <section>
      <h2>{t('statistics.map.title')}</h2>
      <label className={results['pick']}>
        {t('statistics.map.show')}
        <select
          value={name ?? ''}
          onChange={({ target }) => onName(names.find((one) => one === target.value) ?? null)}
          data-testid="map-choice"
        >
          <option value="">{t('statistics.picture.off')}</option>
          {names.map((one) => (
            <option key={one} value={one}>
              {t(`statistics.map.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {error && <ProblemNotice error={error} />}
      {figure && name && (
        <>
          <Scale figure={figure} />
          {figure.notes.map((note) => (
            <p key={note} className={results['small']}>
              {note}
            </p>
          ))}
          <PictureFigureFiles
            title={figure.title}
            name={name}
            predictionId={predictionId}
            imageId={imageId}
          />
        </>
      )}
    </section>
  );
}

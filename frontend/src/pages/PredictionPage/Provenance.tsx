import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Prediction, PredictionPicture } from '../../api/types';
import { formatNumber, formatScore, formatWhen } from '../../lib/format';
import { scaleRange } from './scaleRange';
import styles from './PredictionPage.module.css';

function useMagnification(pictures: readonly PredictionPicture[]): string {
  const { t, i18n } = useTranslation();
  const range = scaleRange(pictures);
  if (range === null) return t('result.asItIs');
  const low = formatNumber(range.low, i18n.language, 3);
  const high = formatNumber(range.high, i18n.language, 3);
  return low === high ? t('result.micrometres', { value: low }) : t('result.mixed', { low, high });
}

/** What every number on the page rests on: model version, confidence, magnification, software version. */
export function Provenance({ prediction }: { prediction: Prediction }) {
  const { t, i18n } = useTranslation();
  const magnification = useMagnification(prediction.images);
  const area = prediction.images.reduce((sum, one) => sum + (one.analysed_megapixels ?? 0), 0);
  const [model = ''] = prediction.model.split('@');
  const facts = [
    [
      t('result.model'),
      <Link key="model" to={`/models/${model}`}>
        {prediction.model}
      </Link>,
    ],
    [t('result.confidence'), formatScore(prediction.confidence)],
    [t('result.magnification'), magnification],
    [t('result.analysed'), t('result.megapixels', { value: formatNumber(area, i18n.language, 2) })],
    [t('result.software'), prediction.software_version],
    [t('result.made'), formatWhen(prediction.created_at, i18n.language)],
  ] as const;
  return (
    <dl className={styles['facts']} data-testid="provenance">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

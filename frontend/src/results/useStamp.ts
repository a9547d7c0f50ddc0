import { useTranslation } from 'react-i18next';
import type { Statistics } from '../api/types';
import { formatScore } from '../lib/format';
import { formatValue } from './numbers';

function useScale(statistics: Statistics): string {
  const { t, i18n } = useTranslation();
  const scales = new Set(statistics.images.map((one) => one.micrometers_per_pixel));
  if (scales.size > 1) return t('statistics.stamp.scales');
  const [scale = null] = scales;
  return scale === null
    ? t('statistics.stamp.noScale')
    : t('result.micrometres', { value: formatValue(scale, i18n.language) });
}

/** What a figure rests on, in one line: model version, confidence, scale, whose labels, number of pictures, software. */
export function useStamp(statistics: Statistics): string {
  const { t } = useTranslation();
  const scale = useScale(statistics);
  const n = statistics.images.filter(({ state }) => state === 'succeeded').length;
  return [
    statistics.model,
    `${t('result.confidence')} ${formatScore(statistics.confidence)}`,
    scale,
    t(`statistics.labelsOf.${statistics.labels}`),
    t('statistics.stamp.pictures', { count: n }),
    `CellScanner ${statistics.software_version}`,
    t('app.researchUseShort'),
  ].join(' · ');
}

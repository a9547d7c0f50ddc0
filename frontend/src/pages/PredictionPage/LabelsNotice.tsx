import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../api/types';
import { Notice } from '../../components/Notice/Notice';

/** How many pictures the corrected labels cover. */
export function LabelsNotice({ statistics: { images } }: { statistics: Statistics }) {
  const { t } = useTranslation();
  const counted = images.filter(({ state }) => state === 'succeeded');
  const corrected = counted.filter(({ labels }) => labels === 'current').length;
  const tone = corrected === counted.length ? 'good' : 'warn';
  return (
    <Notice tone={tone}>{t('statistics.correctedOf', { corrected, total: counted.length })}</Notice>
  );
}

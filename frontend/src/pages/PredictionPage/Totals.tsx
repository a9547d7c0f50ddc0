import { useTranslation } from 'react-i18next';
import type { Prediction } from '../../api/types';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { formatNumber, formatPercent } from '../../lib/format';
import { cellTotal, grandTotal, targetShare } from '../../lib/summary';
import styles from './PredictionPage.module.css';

/** The sum over all analysed pictures, large. */
export function Totals({ prediction }: { prediction: Prediction }) {
  const { t, i18n } = useTranslation();
  const total = grandTotal(prediction.images);
  const share = targetShare(total.counts, prediction.classes);
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <section className={styles['totals']} aria-label={t('result.totals')}>
      <div>
        <span>{t('result.cells')}</span>
        <b data-testid="total-cells">{number(cellTotal(total.counts))}</b>
        <small>{t('result.ofPictures', { count: total.pictures })}</small>
      </div>
      {prediction.classes.length > 1 &&
        prediction.classes.map((one) => (
          <div key={one.name}>
            <span>
              <ClassMark {...one} />
            </span>
            <b>{number(total.counts[one.name] ?? 0)}</b>
            <small>{one.target ? t('predict.target') : t('predict.normal')}</small>
          </div>
        ))}
      {share !== null && (
        <div>
          <span>{t('result.targetShare')}</span>
          <b>{formatPercent(share, i18n.language)}</b>
          <small>{t('result.targetShareHint')}</small>
        </div>
      )}
      {total.corrected > 0 && (
        <div>
          <span className={styles['correctedName']}>{t('result.corrected')}</span>
          <b>{number(total.corrected)}</b>
          <small>{t('result.correctedHint')}</small>
        </div>
      )}
    </section>
  );
}

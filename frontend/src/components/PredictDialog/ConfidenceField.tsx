import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { formatScore } from '../../lib/format';
import { Button } from '../Button/Button';
import styles from './PredictDialog.module.css';

interface Props {
  value: number;
  /** The model's own setting. */
  best: number;
  onChange: (value: number | null) => void;
}

export function ConfidenceField({ value, best, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className={styles['confidence']}>
      <label htmlFor={id}>{t('predict.confidence')}</label>
      <div className={styles['slider']}>
        <input
          id={id}
          type="range"
          min={0.05}
          max={0.95}
          step={0.01}
          value={value}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <output htmlFor={id} className="number">
          {formatScore(value)}
        </output>
        {value !== best && (
          <Button look="quiet" onClick={() => onChange(null)}>
            {t('predict.reset', { value: formatScore(best) })}
          </Button>
        )}
      </div>
      <p id={`${id}-hint`} className={styles['hint']}>
        {t('predict.confidenceHint', { value: formatScore(best) })}
      </p>
    </div>
  );
}

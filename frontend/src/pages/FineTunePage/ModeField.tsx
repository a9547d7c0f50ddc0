import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../lib/format';
import type { Mode } from './draft';
import styles from './FineTunePage.module.css';

interface Props {
  mode: Mode;
  /** Of the chosen mode; null while it is not known. */
  seconds: number | null;
  /** Whether no training of this mode has shown yet how fast they are here. */
  rough: boolean;
  /** The modes that there are for what is trained. */
  modes: readonly Mode[];
  onMode: (mode: Mode) => void;
}

export function ModeField({ mode, seconds, rough, modes, onMode }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles['section']}>
      <legend>{t('fineTune.mode')}</legend>
      <div className={styles['modes']}>
        {modes.map((one) => (
          <label key={one} className={styles['mode']} data-checked={one === mode}>
            <input
              type="radio"
              name="mode"
              value={one}
              checked={one === mode}
              onChange={() => onMode(one)}
            />
            <span>
              <strong>{t(`fineTune.modes.${one}`)}</strong>
              <small>{t(`fineTune.modeHints.${one}`)}</small>
              {one === mode && seconds !== null && (
                <small className="number">
                  {t('fineTune.estimated', { time: formatDuration(seconds) })}
                  {rough && ` ${t('fineTune.rough')}`}
                </small>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

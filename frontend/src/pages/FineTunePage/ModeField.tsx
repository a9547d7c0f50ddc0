import { useTranslation } from 'react-i18next';
import type { TrainingCheck } from '../../api/types';
import { formatDuration, formatNumber } from '../../lib/format';
import { adviceOf } from './advice';
import type { Mode } from './draft';
import styles from './FineTunePage.module.css';

interface Props {
  /** Null while it is not known which is for what was corrected. */
  mode: Mode | null;
  /** The modes that there are for what is trained. */
  modes: readonly Mode[];
  /** Undefined while what it says is not of what is shown. */
  check: TrainingCheck | undefined;
  onMode: (mode: Mode) => void;
}

/** What was corrected, and which mode is for that. */
function Advice({ check }: { check: TrainingCheck }) {
  const { t, i18n } = useTranslation();
  const advice = adviceOf(check);
  if (advice === null) return null;
  const words = (count: number) => formatNumber(count, i18n.language);
  const counts = { boxes: words(advice.boxes), classes: words(advice.classes) };
  return (
    <p className={styles['hint']} data-testid="mode-advice">
      {t(`fineTune.advice.${advice.name}`, counts)}
    </p>
  );
}

function Estimate({ of }: { of: TrainingCheck['modes'][string] }) {
  const { t } = useTranslation();
  return (
    <>
      <small className="number">
        {t('fineTune.estimated', { time: formatDuration(of.estimated_seconds) })}
        {of.estimated_from === 0 && ` ${t('fineTune.rough')}`}
      </small>
      {!of.ready && <small>{t('fineTune.modeLacks')}</small>}
    </>
  );
}

export function ModeField({ mode, modes, check, onMode }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles['section']}>
      <legend>{t('fineTune.mode')}</legend>
      {check && <Advice check={check} />}
      <div className={styles['modes']}>
        {modes.map((one) => {
          const told = check?.modes[one];
          return (
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
                {told && <Estimate of={told} />}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

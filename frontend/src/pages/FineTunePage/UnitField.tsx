import { useTranslation } from 'react-i18next';
import { type Draft, HE_UNIT, type Unit, UNITS, withUnits } from './draft';
import styles from './FineTunePage.module.css';

interface Props {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

/** What is trained: the networks of one's own cells, or a detector of every cell in H&E tissue. */
export function UnitField({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const isHe = draft.units.includes(HE_UNIT);
  const toggle = (unit: Unit) =>
    onChange({ units: UNITS.filter((one) => draft.units.includes(one) !== (one === unit)) });
  return (
    <fieldset className={styles['units']}>
      <legend>{t('fineTune.units')}</legend>
      {UNITS.map((unit) => (
        <label key={unit}>
          <input
            type="checkbox"
            checked={draft.units.includes(unit)}
            disabled={isHe || (draft.units.length === 1 && draft.units.includes(unit))}
            onChange={() => toggle(unit)}
          />
          {t(`fineTune.unit.${unit}`)}
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={isHe}
          onChange={() => onChange(withUnits(isHe ? UNITS : [HE_UNIT]))}
        />
        {t('fineTune.unit.he-detection')}
      </label>
      {isHe && <p className={styles['hint']}>{t('fineTune.heHint')}</p>}
    </fieldset>
  );
}

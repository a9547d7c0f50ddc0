import { useTranslation } from 'react-i18next';
import { SelectField } from '../../components/Field/Field';
import { type Draft, HE_UNIT, type Networks, type Settled, SIZES, trainsDetector } from './draft';
import styles from './FineTunePage.module.css';

interface Props {
  draft: Settled;
  onChange: (change: Partial<Draft>) => void;
}

const WEIGHTS = ['package', 'coco', 'random'] as const;
const LEVELS = ['none', 'light', 'strong'] as const;

/** COCO weights are there for the smallest size alone; the service says so in words, too. */
const sizeHint = ({ size, weights }: Networks) =>
  weights === 'coco' && size !== null && size !== 'n' ? 'noCoco' : (size ?? 'base');

/** Size, start and augmentation of the detector, where one is trained. */
export function NetworkFields({ draft, onChange }: Props) {
  const { t } = useTranslation();
  if (!trainsDetector(draft)) return null;
  const { networks } = draft;
  const set = (change: Partial<Networks>) => onChange({ networks: { ...networks, ...change } });
  return (
    <div className={styles['fields']}>
      <SelectField
        label={t('fineTune.size')}
        hint={t(`fineTune.sizeHint.${sizeHint(networks)}`)}
        value={networks.size ?? ''}
        onChange={({ target }) => set({ size: SIZES.find((one) => one === target.value) ?? null })}
      >
        {!draft.units.includes(HE_UNIT) && <option value="">{t('fineTune.sizeBase')}</option>}
        {SIZES.map((size) => (
          <option key={size} value={size}>
            {`YOLOv5${size}`}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('fineTune.weights')}
        hint={t(`fineTune.weightsHint.${networks.weights}`)}
        value={networks.weights}
        onChange={({ target }) =>
          set({ weights: WEIGHTS.find((one) => one === target.value) ?? 'package' })
        }
      >
        {WEIGHTS.map((one) => (
          <option key={one} value={one}>
            {t(`fineTune.weightsName.${one}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('fineTune.augmentation')}
        hint={t(`fineTune.augmentationHint.${networks.augmentation}`)}
        value={networks.augmentation}
        onChange={({ target }) =>
          set({ augmentation: LEVELS.find((one) => one === target.value) ?? 'light' })
        }
      >
        {LEVELS.map((one) => (
          <option key={one} value={one}>
            {t(`comparisons.value.${one}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

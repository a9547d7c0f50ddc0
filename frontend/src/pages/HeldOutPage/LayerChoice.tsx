import { useTranslation } from 'react-i18next';
import type { Layers } from './ModelSide';
import { marks } from './paintMistakes';
import { mistakeKinds } from './sides';
import styles from './HeldOutPage.module.css';

interface Props {
  layers: Layers;
  onToggle: (layer: keyof Layers) => void;
}

const all: readonly (keyof Layers)[] = ['boxes', 'truth', 'mistakes'];

/** What is drawn over both pictures, and what the marks mean. */
export function LayerChoice({ layers, onToggle }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles['layers']}>
      {all.map((layer) => (
        <label key={layer}>
          <input
            type="checkbox"
            checked={layers[layer]}
            onChange={() => onToggle(layer)}
            data-testid={`layer-${layer}`}
          />
          {t(`heldOut.layer.${layer}`)}
        </label>
      ))}
      <ul className={styles['legend']} aria-label={t('heldOut.legend')}>
        {mistakeKinds.map((kind) => (
          <li key={kind}>
            <span style={{ color: marks[kind].colour }} aria-hidden>
              {marks[kind].sign}
            </span>
            {t(`heldOut.kind.${kind}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

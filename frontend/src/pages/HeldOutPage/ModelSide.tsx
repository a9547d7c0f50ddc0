import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { deepZoomUrl } from '../../api/urls';
import type { HeldOutPicture, Picture } from '../../api/types';
import { applyFilter, showAll } from '../../cells/filter';
import type { Painter } from '../../components/CellViewer/BoxLayer';
import { CellViewer } from '../../components/CellViewer/CellViewer';
import type { OpenPicture } from '../../components/CellViewer/usePicture';
import { formatNumber } from '../../lib/format';
import { paintMistakes } from './paintMistakes';
import { countOf, mistakeKinds, mistakesOf, type Side, storeOf } from './sides';
import styles from './HeldOutPage.module.css';

export interface Layers {
  boxes: boolean;
  truth: boolean;
  mistakes: boolean;
}

interface Props {
  side: Side;
  /** owner/name@version */
  model: string;
  picture: Picture;
  heldOut: HeldOutPicture;
  layers: Layers;
  onOpen: (picture: OpenPicture | null) => void;
}

/** The picture with what one of the two models found in it, and where it is wrong. */
export function ModelSide({ side, model, picture, heldOut, layers, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const { boxes, truth, mistakes } = layers;
  const store = useMemo(() => storeOf(heldOut, side), [heldOut, side]);
  const shown = useMemo(
    () => (boxes ? { store, mask: applyFilter(store, showAll) } : null),
    [store, boxes],
  );
  const wrong = useMemo(() => mistakesOf(heldOut, side), [heldOut, side]);
  const counts = countOf(wrong);
  const painter: Painter = useCallback(
    (context, placement, ratio) =>
      paintMistakes(context, placement, ratio, {
        checked: heldOut.checked,
        truth: truth ? heldOut.truth.map(({ box }) => box) : null,
        mistakes: mistakes ? wrong : [],
      }),
    [heldOut, truth, mistakes, wrong],
  );
  const name = t(`trainings.${side}`);
  return (
    <section className={styles['side']} aria-label={name} data-testid={`side-${side}`}>
      <h2>
        {name} <code>{model}</code>
      </h2>
      <ul className={styles['counts']}>
        {mistakeKinds.map((kind) => (
          <li key={kind} data-testid={`count-${kind}`}>
            {t(`heldOut.kind.${kind}`)} <b>{formatNumber(counts[kind], i18n.language)}</b>
          </li>
        ))}
      </ul>
      <CellViewer
        source={deepZoomUrl(picture.id)}
        width={picture.width}
        shown={shown}
        painter={painter}
        micrometersPerPixel={picture.micrometers_per_pixel}
        brightness={1}
        contrast={1}
        label={t('heldOut.canvas', { model })}
        onOpen={onOpen}
      />
    </section>
  );
}

import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { byDoubt } from '../../annotations/doubt';
import type { Editor } from '../../annotations/Editor';
import type { Box } from '../../annotations/types';
import { TileCropper } from '../../components/CellViewer/TileCropper';
import type { OpenPicture } from '../../components/CellViewer/usePicture';
import styles from './EditorPage.module.css';

const MOST = 60;
const SIDE = 72;

interface Props {
  editor: Editor;
  picture: OpenPicture;
  visible: (slot: number) => boolean;
  onShow: (slot: number) => void;
}

function Crop({ cropper, box }: { cropper: TileCropper; box: Box }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const key = box.join();
  useEffect(() => {
    // A tile that does not come leaves its crop empty; the picture itself says what is wrong.
    if (canvas.current) cropper.draw(canvas.current, box).catch(() => undefined);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` is the box by value
  }, [cropper, key]);
  return <canvas ref={canvas} width={SIDE} height={SIDE} aria-hidden />;
}

/** Small pictures of the cells most worth a look, the most doubtful first. */
export function CropStrip({ editor, picture, visible, onShow }: Props) {
  const { t } = useTranslation();
  const { store, edits } = editor;
  const cropper = useMemo(
    () => new TileCropper(picture.viewer.world.getItemAt(0).source),
    [picture],
  );
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the store changes in place, `edits` tells when
  const doubtful = useMemo(() => byDoubt(store), [store, edits]);
  const slots = doubtful.filter(visible).slice(0, MOST);
  return (
    <section className={styles['strip']} aria-label={t('editor.strip')} data-testid="crop-strip">
      <h2>{t('editor.stripDoubt')}</h2>
      {slots.length === 0 && <p className="quiet">{t('editor.noDoubt')}</p>}
      <ul>
        {slots.map((slot) => (
          <li key={slot}>
            <button
              type="button"
              aria-pressed={editor.selection.has(slot)}
              aria-label={t('editor.cellOf', {
                name: store.classAt(slot),
                id: store.ids[slot] ?? '',
              })}
              onClick={() => onShow(slot)}
            >
              <Crop cropper={cropper} box={store.boxAt(slot)} />
              <span>{store.classAt(slot)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

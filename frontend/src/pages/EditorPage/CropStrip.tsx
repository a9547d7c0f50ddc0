import { type RefObject, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byDoubt } from '../../annotations/doubt';
import type { Editor } from '../../annotations/Editor';
import { useSimilar } from '../../api/queries/annotations';
import { Button } from '../../components/Button/Button';
import { TileCropper } from '../../components/CellViewer/TileCropper';
import type { OpenPicture } from '../../components/CellViewer/usePicture';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { Crop } from './Crop';
import styles from './EditorPage.module.css';

const MOST = 60;

interface Props {
  editor: Editor;
  imageId: string;
  /** The labels are those of this reading. */
  reading?: string | undefined;
  picture: OpenPicture;
  visible: (slot: number) => boolean;
  onShow: (slot: number) => void;
  /** The cell that the others are compared with; null for the order of doubt. */
  like: string | null;
  onLike: (id: string | null) => void;
  /** Filled with what takes all that are like the chosen cell into the selection. */
  alikeRef: RefObject<(() => void) | null>;
}

function useSlots({ editor, imageId, reading, visible, like }: Props) {
  const { store, edits } = editor;
  const similar = useSimilar(imageId, editor.save.kind === 'saved' ? like : null, reading);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the store changes in place, `edits` tells when
  const doubtful = useMemo(() => byDoubt(store), [store, edits]);
  const ids = like === null ? [] : [like, ...(similar.data ?? []).map(({ id }) => id)];
  const alike = ids.map((id) => store.slotOf(id)).filter((one) => one !== null);
  const slots = (like === null ? doubtful : alike).filter(visible);
  return {
    slots,
    busy: like !== null && similar.isLoading,
    error: like === null ? null : similar.error,
  };
}

/** Takes a cell and those most like it into the selection, to give them all one class. */
function AllLikeThis({
  editor,
  slots,
  alikeRef,
}: Pick<Props, 'editor' | 'alikeRef'> & { slots: readonly number[] }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(10);
  const count = Math.min(wanted, slots.length);
  const take = () => editor.select(slots.slice(0, count));
  useEffect(() => {
    alikeRef.current = take;
    return () => {
      alikeRef.current = null;
    };
  });
  return (
    <label className={styles['stripHead']}>
      <input
        type="range"
        min={1}
        max={Math.max(1, slots.length)}
        value={count}
        aria-label={t('editor.howMany')}
        onChange={(event) => setWanted(Number(event.target.value))}
      />
      <Button onClick={take} data-testid="all-like-this">
        {t('editor.allLike', { count })}
      </Button>
    </label>
  );
}

function StripHead({ slots, ...props }: Props & { slots: readonly number[] }) {
  const { t } = useTranslation();
  const { editor, like, onLike } = props;
  const { single } = editor;
  return (
    <div className={styles['stripHead']}>
      <h2>{like === null ? t('editor.stripDoubt') : t('editor.stripLike', { id: like })}</h2>
      {single !== null && (
        <Button look="quiet" onClick={() => onLike(editor.store.ids[single] ?? null)}>
          {t('editor.findSimilar')}
        </Button>
      )}
      {like !== null && (
        <>
          <AllLikeThis {...props} slots={slots} />
          <Button look="quiet" onClick={() => onLike(null)}>
            {t('editor.stripDoubt')}
          </Button>
        </>
      )}
    </div>
  );
}

/** Small pictures of cells: those most worth a look, or those most like a chosen one. */
export function CropStrip(props: Props) {
  const { t } = useTranslation();
  const { editor, picture, onShow, like } = props;
  const { store } = editor;
  const cropper = useMemo(
    () => new TileCropper(picture.viewer.world.getItemAt(0).source),
    [picture],
  );
  const { slots, busy, error } = useSlots(props);
  return (
    <>
      <StripHead {...props} slots={slots} />
      {error && <ProblemNotice error={error} />}
      {busy && <p role="status">{t('editor.comparing')}</p>}
      {slots.length === 0 && like === null && <p className="quiet">{t('editor.noDoubt')}</p>}
      <ul>
        {slots.slice(0, MOST).map((slot, at) => (
          <li key={slot}>
            <button
              type="button"
              aria-pressed={editor.selection.has(slot)}
              aria-label={t('editor.cellOf', {
                name: store.classAt(slot),
                id: store.ids[slot] ?? '',
              })}
              title={t('editor.cropHint')}
              onClick={({ shiftKey }) =>
                shiftKey ? editor.select(slots.slice(0, at + 1)) : onShow(slot)
              }
            >
              <Crop cropper={cropper} box={store.boxAt(slot)} />
              <span>{store.classAt(slot)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

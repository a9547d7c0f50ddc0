import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptBatch } from '../../annotations/journal';
import { useCells, usePrediction } from '../../api/queries/predictions';
import { deepZoomUrl } from '../../api/urls';
import type { Annotation, Picture } from '../../api/types';
import { makeCellStore } from '../../cells/cellStore';
import { type EditableHandle, EditableViewer } from '../../components/CellViewer/EditableViewer';
import type { OpenPicture } from '../../components/CellViewer/usePicture';
import { CheatSheet } from '../../components/CheatSheet/CheatSheet';
import { pageLabel } from '../../lib/format';
import { useTabTitle } from '../../lib/useTabTitle';
import viewerStyles from '../ViewerPage/ViewerPage.module.css';
import { ClashDialog } from './ClashDialog';
import { CropStrip } from './CropStrip';
import { type Display, filterOf, firstDisplay } from './display';
import { EditorBar } from './EditorBar';
import { EditorPanel } from './EditorPanel';
import styles from './EditorPage.module.css';
import { QuickBar } from './QuickBar';
import { RefusedNotice } from './RefusedNotice';
import { StainFilters } from './StainFilters';
import { useActions } from './useActions';
import { useEditor } from './useEditor';
import { useKeyRows } from './useKeyRows';

interface Props {
  picture: Picture;
  annotation: Annotation;
  /** Edits that a closed page had not sent. */
  left: readonly KeptBatch[];
  /** The prediction one came from, to go back to. */
  predictionId: string | null;
  /** The labels are those of this reading, and not the picture's own. */
  reading?: string;
}

/** What the model had found, to be laid under the corrected cells. */
function useGhost(annotation: Annotation, wanted: boolean) {
  const id = annotation.source?.prediction_id ?? '';
  const prediction = usePrediction(id, wanted && id !== '');
  const cells = useCells(id, annotation.image_id, wanted && id !== '');
  return useMemo(
    () =>
      wanted && prediction.data && cells.data
        ? makeCellStore(cells.data, prediction.data.classes)
        : null,
    [wanted, prediction.data, cells.data],
  );
}

function maskOf(classIndex: Uint8Array, alive: Uint8Array, hidden: ReadonlySet<number>) {
  return hidden.size === 0
    ? alive.slice()
    : alive.map((on, slot) => (hidden.has(classIndex[slot] ?? 0) ? 0 : on));
}

/** Where one came from: the picture's readings, its prediction, or its project. */
function backOf({ id, project_id }: Picture, predictionId: string | null, reading?: string) {
  if (reading !== undefined) return `/images/${id}/readings`;
  return predictionId === null
    ? `/projects/${project_id}?tab=pictures`
    : `/predictions/${predictionId}/images/${id}`;
}

/** The editor with its bar, its panel, its strip of crops and its keys. */
export function EditorFrame({ picture, annotation, left, predictionId, reading }: Props) {
  const { t } = useTranslation();
  const editor = useEditor(picture, annotation, left, reading);
  const viewer = useRef<EditableHandle>(null);
  const [open, setOpen] = useState<OpenPicture | null>(null);
  const [display, setDisplay] = useState<Display>(firstDisplay);
  const [panel, setPanel] = useState(() => innerWidth > 860);
  const [help, setHelp] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [like, setLike] = useState<string | null>(null);
  const alikeRef = useRef<(() => void) | null>(null);
  const ghost = useGhost(annotation, display.ghost);
  const { store, edits } = editor;
  const keyRows = useKeyRows();
  const mask = useMemo(
    () => maskOf(store.classIndex, store.alive, hidden),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the store changes in place, `edits` tells when
    [store, edits, hidden],
  );
  const actions = useActions({
    editor,
    mask,
    viewer,
    onPanel: () => setPanel((on) => !on),
    onHelp: () => setHelp(true),
    onBoxes: () => setDisplay((now) => ({ ...now, boxes: !now.boxes })),
    onSimilar: () => {
      const id = editor.single === null ? null : (editor.selectedIds[0] ?? null);
      if (id !== null && id === like) alikeRef.current?.();
      else setLike(id);
    },
    onGhost: () => setDisplay((now) => ({ ...now, ghost: !now.ghost })),
  });
  const visible = (slot: number) => mask[slot] === 1;
  const show = (slot: number) => {
    editor.select([slot]);
    actions.show(slot);
  };
  const name = picture.filename + pageLabel(picture.page, picture.pages);
  useTabTitle(name);
  return (
    <main className={`${viewerStyles['page']} ${styles['editor']}`} data-panel={panel}>
      <StainFilters />
      <EditorBar
        editor={editor}
        name={name}
        back={backOf(picture, predictionId, reading)}
        panel={panel}
        actions={actions}
      />
      <div className={styles['desk']}>
        <EditableViewer
          source={deepZoomUrl(picture.id)}
          editor={editor}
          version={editor.version}
          mask={mask}
          boxes={display.boxes}
          ghost={ghost}
          filter={filterOf(display)}
          handle={viewer}
          onOpen={setOpen}
        />
        <div className={styles['refused']}>
          <RefusedNotice
            save={editor.save}
            onRetry={() => editor.flush()}
            onDiscard={() => editor.discard()}
          />
        </div>
        <QuickBar editor={editor} />
        <section
          className={styles['strip']}
          aria-label={t('editor.strip')}
          data-testid="crop-strip"
        >
          {open && (
            <CropStrip
              editor={editor}
              imageId={picture.id}
              reading={reading}
              picture={open}
              visible={visible}
              onShow={show}
              like={like}
              onLike={setLike}
              alikeRef={alikeRef}
            />
          )}
        </section>
      </div>
      {panel && (
        <EditorPanel
          editor={editor}
          annotation={annotation}
          predictionId={predictionId}
          projectId={picture.project_id}
          reading={reading}
          display={display}
          onDisplay={setDisplay}
          hidden={hidden}
          onHidden={setHidden}
          visible={visible}
          onShow={show}
          onShowBox={(box) => viewer.current?.goTo(box)}
        />
      )}
      {help && <CheatSheet rows={keyRows} onClose={() => setHelp(false)} />}
      {editor.clashes.length > 0 && <ClashDialog editor={editor} />}
    </main>
  );
}

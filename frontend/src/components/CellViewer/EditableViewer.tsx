import OpenSeadragon from 'openseadragon';
import { type Ref, useEffect, useImperativeHandle } from 'react';
import { useTranslation } from 'react-i18next';
import { boxBetween, type Size } from '../../annotations/boxes';
import type { Editor } from '../../annotations/Editor';
import type { Draft } from '../../annotations/gestures';
import { paintEditing } from '../../annotations/paintEditing';
import type { Box } from '../../annotations/types';
import type { CellStore } from '../../cells/cellStore';
import { Notice } from '../Notice/Notice';
import { goTo } from './goTo';
import { useGestures } from './useGestures';
import { type OpenPicture, usePicture } from './usePicture';
import styles from './CellViewer.module.css';

export interface EditableHandle {
  zoom: (factor: number) => void;
  /** Moves by a share of the view. */
  pan: (x: number, y: number) => void;
  fit: () => void;
  /** Brings a box into the middle, large enough to judge it. */
  goTo: (box: Box) => void;
  /** The part of the picture that is in view. */
  view: () => Box;
}

interface Props {
  source: string;
  editor: Editor;
  /** The editor's version, which changes with all that is drawn. */
  version: number;
  mask: Uint8Array;
  boxes: boolean;
  ghost: CellStore | null;
  filter: string;
  handle: Ref<EditableHandle>;
  onOpen: (picture: OpenPicture | null) => void;
}

function viewOf({ viewer }: OpenPicture, size: Size): Box {
  const item = viewer.world.getItemAt(0);
  const { x, y, width, height } = item.viewportToImageRectangle(viewer.viewport.getBounds());
  return boxBetween({ x, y }, { x: x + width, y: y + height }, size);
}

function useHandle(handle: Ref<EditableHandle>, picture: OpenPicture | null, size: Size) {
  useImperativeHandle(handle, () => {
    const viewport = picture?.viewer.viewport;
    return {
      zoom: (factor) => viewport?.zoomBy(factor).applyConstraints(),
      pan: (x, y) => {
        if (!viewport) return;
        const { width, height } = viewport.getBounds();
        viewport.panBy(new OpenSeadragon.Point(x * width, y * height)).applyConstraints();
      },
      fit: () => viewport?.goHome(),
      goTo: (box) => {
        if (picture) goTo(picture, box);
      },
      view: () => (picture ? viewOf(picture, size) : [0, 0, size.width, size.height]),
    };
  }, [picture, size]);
}

/** A deep-zoom picture whose cells can be changed, all on one canvas over it. */
export function EditableViewer(props: Props) {
  const { t } = useTranslation();
  const { source, editor, version, mask, boxes, ghost, filter, handle, onOpen } = props;
  const { stage, canvas, parts, failed } = usePicture(source, editor.size.width);
  useHandle(handle, parts, editor.size);
  useEffect(() => onOpen(parts), [parts, onOpen]);
  const paint = (draft: Draft | null) => {
    parts?.layer.paintOver((context, placement, ratio) =>
      paintEditing(context, placement, ratio, editor, { ghost, draft }),
    );
  };
  useEffect(() => {
    parts?.layer.show(boxes ? { store: editor.store, mask } : null);
    paint(null);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `paint` is made of these
  }, [parts, editor, version, mask, boxes, ghost]);
  useGestures(parts, editor, mask, paint);
  return (
    <div
      className={styles['viewer']}
      data-tool={editor.tool}
      data-testid="editor-canvas"
      data-open={parts !== null}
    >
      <div
        ref={stage}
        className={styles['stage']}
        style={{ '--picture-filter': filter }}
        role="img"
        aria-label={t('editor.canvas')}
      />
      <canvas ref={canvas} className={styles['boxes']} data-testid="cell-canvas" aria-hidden />
      {failed && (
        <div className={styles['failed']}>
          <Notice tone="bad">{t('viewer.failed')}</Notice>
        </div>
      )}
    </div>
  );
}

import OpenSeadragon from 'openseadragon';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Editor } from '../../annotations/Editor';
import {
  beginGesture,
  click,
  type Draft,
  type Gesture,
  type Press,
} from '../../annotations/gestures';
import { paintEditing } from '../../annotations/paintEditing';
import type { Box } from '../../annotations/types';
import type { CellStore } from '../../cells/cellStore';
import { Notice } from '../Notice/Notice';
import type { BoxLayer } from './BoxLayer';
import { type OpenPicture, usePicture } from './usePicture';
import styles from './CellViewer.module.css';

export interface EditableHandle {
  zoom: (factor: number) => void;
  /** Moves by a share of the view. */
  pan: (x: number, y: number) => void;
  fit: () => void;
  /** Brings a box into the middle, large enough to judge it. */
  goTo: (box: Box) => void;
  /** Picture pixel in the middle of the view. */
  middle: () => { x: number; y: number };
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

const REACH = { mouse: 7, touch: 18 };
const ROOM_AROUND = 8;

function pressOf(
  layer: BoxLayer,
  { position, originalEvent }: { position: OpenSeadragon.Point; originalEvent: Event },
): Press | null {
  const at = layer.pictureAt(position.x, position.y);
  if (!at) return null;
  const { shiftKey, pointerType } = originalEvent as PointerEvent;
  const reach = pointerType === 'touch' ? REACH.touch : REACH.mouse;
  return { at, shift: shiftKey, reach: reach * at.unit };
}

/** Turns pointer events into gestures of the editor; what means nothing there still moves the picture. */
function useGestures(
  picture: OpenPicture | null,
  editor: Editor,
  mask: Uint8Array,
  paint: (draft: Draft | null) => void,
) {
  const latest = useRef({ mask, paint });
  useEffect(() => {
    latest.current = { mask, paint };
  });
  useEffect(() => {
    if (!picture) return;
    const { viewer, layer } = picture;
    const visible = (slot: number) => latest.current.mask[slot] === 1;
    let gesture: Gesture | null = null;
    const stop = () => {
      gesture = null;
      latest.current.paint(null);
    };
    const press = (event: OpenSeadragon.CanvasPressEvent) => {
      const pressed = pressOf(layer, event);
      gesture = pressed && beginGesture(editor, pressed, visible);
    };
    const drag = (event: OpenSeadragon.CanvasDragEvent) => {
      if (!gesture) return;
      event.preventDefaultAction = true;
      const at = layer.pictureAt(event.position.x, event.position.y);
      if (at) latest.current.paint(gesture.drag(at));
    };
    const dragEnd = (event: Omit<OpenSeadragon.CanvasDragEvent, 'delta'>) => {
      if (!gesture) return;
      event.preventDefaultAction = true;
      gesture.end();
      stop();
    };
    const clicked = (event: OpenSeadragon.CanvasClickEvent) => {
      const pressed = event.quick ? pressOf(layer, event) : null;
      if (pressed) click(editor, pressed, visible);
      stop();
    };
    viewer.addHandler('canvas-press', press);
    viewer.addHandler('canvas-drag', drag);
    viewer.addHandler('canvas-drag-end', dragEnd);
    viewer.addHandler('canvas-click', clicked);
    // Two fingers zoom, whatever one finger had begun.
    viewer.addHandler('canvas-pinch', stop);
    return () => {
      viewer.removeHandler('canvas-press', press);
      viewer.removeHandler('canvas-drag', drag);
      viewer.removeHandler('canvas-drag-end', dragEnd);
      viewer.removeHandler('canvas-click', clicked);
      viewer.removeHandler('canvas-pinch', stop);
    };
  }, [picture, editor]);
}

function goTo({ viewer }: OpenPicture, [x1, y1, x2, y2]: Box): void {
  const item = viewer.world.getItemAt(0);
  const side = Math.max(x2 - x1, y2 - y1) * ROOM_AROUND;
  const view = item.imageToViewportRectangle(
    (x1 + x2 - side) / 2,
    (y1 + y2 - side) / 2,
    side,
    side,
  );
  const { viewport } = viewer;
  if (viewport.getBounds(false).width > view.width * 2) viewport.fitBounds(view);
  else viewport.panTo(view.getCenter());
}

function useHandle(handle: Ref<EditableHandle>, picture: OpenPicture | null) {
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
      middle: () => {
        const item = picture?.viewer.world.getItemAt(0);
        return item && viewport
          ? item.viewportToImageCoordinates(viewport.getCenter())
          : { x: 0, y: 0 };
      },
    };
  }, [picture]);
}

/** A deep-zoom picture whose cells can be changed, all on one canvas over it. */
export function EditableViewer(props: Props) {
  const { t } = useTranslation();
  const { source, editor, version, mask, boxes, ghost, filter, handle, onOpen } = props;
  const { stage, canvas, parts, failed } = usePicture(source, editor.size.width);
  useHandle(handle, parts);
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

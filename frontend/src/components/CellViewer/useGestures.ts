import type OpenSeadragon from 'openseadragon';
import { useEffect, useRef } from 'react';
import type { Editor } from '../../annotations/Editor';
import {
  beginGesture,
  click,
  type Draft,
  type Gesture,
  type Press,
} from '../../annotations/gestures';
import type { BoxLayer } from './BoxLayer';
import type { OpenPicture } from './usePicture';

const REACH = { mouse: 7, touch: 18 };

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
export function useGestures(
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

import OpenSeadragon from 'openseadragon';
import {
  type PointerEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../annotations/types';
import { boxOf } from '../../cells/cellStore';
import { Notice } from '../Notice/Notice';
import type { Painter, Shown } from './BoxLayer';
import { CellTip } from './CellTip';
import { goTo } from './goTo';
import { type OpenPicture, usePicture } from './usePicture';
import styles from './CellViewer.module.css';

export interface ViewerHandle {
  zoom: (factor: number) => void;
  /** Moves by a share of the view. */
  pan: (x: number, y: number) => void;
  fit: () => void;
  /** Brings a box into the middle, large enough to judge it. */
  goTo: (box: Box) => void;
  /** Goes to the next or previous shown cell and tells of it. */
  step: (by: 1 | -1) => void;
}

export interface TipPlace {
  cell: number;
  /** In screen pixels of the viewer. */
  at: { x: number; y: number };
}

interface Props {
  source: string;
  width: number;
  shown: Shown | null;
  /** Draws over the boxes. */
  painter: Painter | null;
  micrometersPerPixel: number | null;
  brightness: number;
  contrast: number;
  handle?: Ref<ViewerHandle>;
  /** What the picture is, where one page shows it more than once. */
  label?: string;
  onOpen?: (picture: OpenPicture | null) => void;
  /** What is told of a cell under the pointer, where not what a prediction says. */
  tip?: (place: TipPlace) => ReactNode;
}

function nextShown(shown: Shown, from: number | null, by: 1 | -1): number | null {
  const { count } = shown.store;
  for (let step = 1; step <= count; step++) {
    const cell = ((from ?? (by === 1 ? -1 : count)) + by * step + count * 2) % count;
    if (shown.mask[cell] === 1) return cell;
  }
  return null;
}

function useHandle(
  handle: Ref<ViewerHandle> | undefined,
  parts: OpenPicture | null,
  shown: Shown | null,
  told: number | null,
  tell: (cell: number | null) => void,
) {
  useImperativeHandle(handle, () => {
    const viewport = parts?.viewer.viewport;
    return {
      zoom: (factor) => viewport?.zoomBy(factor).applyConstraints(),
      pan: (x, y) => {
        if (!viewport) return;
        const { width, height } = viewport.getBounds();
        viewport.panBy(new OpenSeadragon.Point(x * width, y * height));
        viewport.applyConstraints();
      },
      fit: () => viewport?.goHome(),
      goTo: (box) => {
        if (parts) goTo(parts, box);
      },
      step: (by) => {
        const cell = shown && nextShown(shown, told, by);
        if (cell === null || !shown || !parts) return;
        const { x1, y1, x2, y2 } = boxOf(shown.store, cell);
        const item = parts.viewer.world.getItemAt(0);
        parts.viewer.viewport.panTo(
          item.imageToViewportCoordinates((x1 + x2) / 2, (y1 + y2) / 2),
          true,
        );
        tell(cell);
      },
    };
  }, [parts, shown, told, tell]);
}

/** A deep-zoom picture with its cells on one canvas over it. */
export function CellViewer(props: Props) {
  const { t } = useTranslation();
  const { source, width, shown, painter, micrometersPerPixel, brightness, contrast } = props;
  const { handle, label, onOpen, tip } = props;
  const { stage, canvas, parts, failed } = usePicture(source, width);
  const [told, setTold] = useState<number | null>(null);
  const visible = told !== null && shown?.mask[told] === 1 ? told : null;
  useHandle(handle, parts, shown, visible, setTold);
  useEffect(() => onOpen?.(parts), [parts, onOpen]);
  useEffect(() => parts?.layer.show(shown), [parts, shown]);
  useEffect(() => parts?.layer.hover(visible), [parts, visible]);
  useEffect(() => parts?.layer.paintOver(painter), [parts, painter]);
  const point = (event: PointerEvent) => {
    if (event.buttons !== 0) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setTold(parts?.layer.cellUnder(event.clientX - left, event.clientY - top) ?? null);
  };
  const anchor = visible === null ? null : (parts?.layer.anchorOf(visible) ?? null);
  return (
    <div
      className={styles['viewer']}
      onPointerMove={point}
      onPointerLeave={() => setTold(null)}
      onPointerDown={() => setTold(null)}
      onWheel={() => setTold(null)}
      data-testid="viewer"
      data-open={parts !== null}
    >
      <div
        ref={stage}
        className={styles['stage']}
        style={{ '--picture-filter': `brightness(${brightness}) contrast(${contrast})` }}
        role="img"
        aria-label={label ?? t('viewer.canvas')}
      />
      <canvas ref={canvas} className={styles['boxes']} data-testid="cell-canvas" aria-hidden />
      {failed && (
        <div className={styles['failed']}>
          <Notice tone="bad">{t('viewer.failed')}</Notice>
        </div>
      )}
      {visible !== null && anchor && tip?.({ cell: visible, at: anchor })}
      {visible !== null && shown && anchor && !tip && (
        <CellTip
          store={shown.store}
          cell={visible}
          at={anchor}
          micrometersPerPixel={micrometersPerPixel}
        />
      )}
    </div>
  );
}

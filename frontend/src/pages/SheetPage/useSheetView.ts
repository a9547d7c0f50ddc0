import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import { PicturePointer } from '../../sheet/PicturePointer';
import { PictureView } from '../../sheet/PictureView';
import type { ScrolledCanvas } from '../../sheet/ScrolledCanvas';
import type { Sheet, SheetPicture } from '../../sheet/Sheet';
import { SheetPointer, type SheetTool } from '../../sheet/SheetPointer';
import { SheetView } from '../../sheet/SheetView';

/** The crops of all cells, or whole pictures in which missed cells are drawn. */
export type Shows = 'cells' | 'pictures';

export const SIDES: Readonly<Record<Shows, readonly number[]>> = {
  cells: [48, 64, 84, 112, 160],
  pictures: [120, 160, 200, 320, 480],
};
const FIRST_SIDE = 2;
const sideOf = (shows: Shows, size: number): number => SIDES[shows][size] ?? 100;

/** What the page holds of a sheet's view: the elements it is painted into, and how. */
export interface Desk {
  scroller: RefObject<HTMLDivElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  spacer: RefObject<HTMLDivElement | null>;
  view: RefObject<ScrolledCanvas | null>;
  shows: Shows;
  setShows: (shows: Shows) => void;
  /** Place in SIDES. */
  size: number;
  resize: (by: 1 | -1) => void;
  tool: SheetTool;
  setTool: (tool: SheetTool) => void;
  fingerSelects: boolean;
  setFingerSelects: (on: boolean) => void;
}

type Open = (picture: SheetPicture | undefined) => void;

const handledCells = (view: SheetView, open: Open) =>
  [view, new SheetPointer(view, (cell) => open(view.sheet.cells[cell]?.picture))] as const;

const handledPictures = (view: PictureView, open: Open) =>
  [view, new PicturePointer(view, open)] as const;

export function useSheetView(sheet: Sheet, onOpen: (picture: SheetPicture) => void): Desk {
  const { t, i18n } = useTranslation();
  const [scroller, canvas, spacer] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLCanvasElement>(null),
    useRef<HTMLDivElement>(null),
  ];
  const view = useRef<ScrolledCanvas>(null);
  const pointer = useRef<SheetPointer | PicturePointer>(null);
  const opener = useRef(onOpen);
  const [shows, setShows] = useState<Shows>('cells');
  const [size, setSize] = useState(FIRST_SIDE);
  const [tool, setTool] = useState<SheetTool>('rectangle');
  const [fingerSelects, setFingerSelects] = useState(false);
  useEffect(() => {
    opener.current = onOpen;
  });
  useEffect(() => {
    if (!scroller.current || !canvas.current || !spacer.current) return;
    const parts = {
      scroller: scroller.current,
      canvas: canvas.current,
      spacer: spacer.current,
    };
    const all = t(shows === 'cells' ? 'sheet.allCells' : 'sheet.allPictures');
    const heading = (name: string | null, count: number) =>
      `${name ?? all} · ${formatNumber(count, i18n.language)}`;
    const open = (picture: SheetPicture | undefined) => {
      if (picture) opener.current(picture);
    };
    const [made, hand] =
      shows === 'cells'
        ? handledCells(new SheetView(parts, sheet, sideOf(shows, FIRST_SIDE), heading), open)
        : handledPictures(new PictureView(parts, sheet, sideOf(shows, FIRST_SIDE), heading), open);
    view.current = made;
    pointer.current = hand;
    parts.scroller.scrollTop = 0;
    return () => {
      view.current = null;
      pointer.current = null;
      hand.destroy();
      made.destroy();
    };
  }, [sheet, shows, t, i18n.language, scroller, canvas, spacer]);
  useEffect(() => view.current?.setSide(sideOf(shows, size)), [size, shows, sheet, t]);
  useEffect(() => {
    if (!pointer.current) return;
    if (pointer.current instanceof SheetPointer) pointer.current.tool = tool;
    pointer.current.fingerSelects = fingerSelects;
  }, [tool, fingerSelects, shows, sheet, t]);
  const resize = (by: 1 | -1) =>
    setSize((now) => Math.min(Math.max(now + by, 0), SIDES.cells.length - 1));
  return {
    scroller,
    canvas,
    spacer,
    view,
    shows,
    // What is selected or focused on crops is not seen on pictures.
    setShows: (next) => {
      sheet.setFocus(null);
      sheet.select([]);
      sheet.arrange();
      setShows(next);
    },
    size,
    resize,
    tool,
    setTool,
    fingerSelects,
    setFingerSelects,
  };
}

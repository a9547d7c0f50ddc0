import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import type { Sheet } from '../../sheet/Sheet';
import { SheetPointer, type SheetTool } from '../../sheet/SheetPointer';
import { SheetView } from '../../sheet/SheetView';

export const SIDES = [48, 64, 84, 112, 160] as const;
const FIRST_SIDE = 2;

/** What the page holds of a sheet's view: the elements it is painted into, and how. */
export interface Desk {
  scroller: RefObject<HTMLDivElement | null>;
  canvas: RefObject<HTMLCanvasElement | null>;
  spacer: RefObject<HTMLDivElement | null>;
  view: RefObject<SheetView | null>;
  /** Place in SIDES. */
  size: number;
  resize: (by: 1 | -1) => void;
  tool: SheetTool;
  setTool: (tool: SheetTool) => void;
  fingerSelects: boolean;
  setFingerSelects: (on: boolean) => void;
}

export function useSheetView(sheet: Sheet, onOpen: (cell: number) => void): Desk {
  const { t, i18n } = useTranslation();
  const [scroller, canvas, spacer] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLCanvasElement>(null),
    useRef<HTMLDivElement>(null),
  ];
  const view = useRef<SheetView>(null);
  const pointer = useRef<SheetPointer>(null);
  const opener = useRef(onOpen);
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
    const heading = (name: string | null, count: number) =>
      `${name ?? t('sheet.allCells')} · ${formatNumber(count, i18n.language)}`;
    const made = new SheetView(parts, sheet, SIDES[FIRST_SIDE], heading);
    const hand = new SheetPointer(made, (cell) => opener.current(cell));
    view.current = made;
    pointer.current = hand;
    return () => {
      view.current = null;
      pointer.current = null;
      hand.destroy();
      made.destroy();
    };
  }, [sheet, t, i18n.language, scroller, canvas, spacer]);
  useEffect(() => view.current?.setSide(SIDES[size] ?? SIDES[FIRST_SIDE]), [size, sheet, t]);
  useEffect(() => {
    if (!pointer.current) return;
    pointer.current.tool = tool;
    pointer.current.fingerSelects = fingerSelects;
  }, [tool, fingerSelects, sheet, t]);
  const resize = (by: 1 | -1) =>
    setSize((now) => Math.min(Math.max(now + by, 0), SIDES.length - 1));
  return {
    scroller,
    canvas,
    spacer,
    view,
    size,
    resize,
    tool,
    setTool,
    fingerSelects,
    setFingerSelects,
  };
}

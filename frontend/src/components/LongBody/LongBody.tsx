import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Rows, rowsInView } from './rowsInView';

interface Props<T> {
  items: readonly T[];
  /** How many columns the table has. */
  columns: number;
  /** A `tr` with its own key and, as some rows are not there, its `aria-rowindex`. */
  children: (item: T, place: number) => ReactNode;
}

/** In pixels, until rows are there to be measured: that of a small picture with its edges. */
const USUAL_HEIGHT = 53;

/** The mean height of the rows that are there; null while there are none. */
function heightOf(body: HTMLElement): number | null {
  const rows = [...body.children].filter((row) => !row.hasAttribute('aria-hidden'));
  const sides = rows.map((row) => row.getBoundingClientRect());
  const height = ((sides.at(-1)?.bottom ?? 0) - (sides[0]?.top ?? 0)) / rows.length;
  return height > 0 ? height : null;
}

/** How high a row is. Measured once for a width of the window: else a taller row would move all others as it comes. */
function useRowHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(USUAL_HEIGHT);
  useLayoutEffect(() => {
    const measure = () => {
      const measured = element.current && heightOf(element.current);
      if (measured !== null) setHeight(measured);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [element]);
  return height;
}

const isSame = (one: Rows, other: Rows) => one.first === other.first && one.last === other.last;

/** Which rows are near the view; follows what is scrolled. All of them while the page is printed. */
function useRows(element: RefObject<HTMLElement | null>, height: number, count: number): Rows {
  const [rows, setRows] = useState(() => rowsInView(0, innerHeight, height, count));
  useLayoutEffect(() => {
    let isPrinting = false;
    const look = () => {
      if (isPrinting) return;
      const top = element.current?.getBoundingClientRect().top ?? 0;
      const next = rowsInView(top, innerHeight, height, count);
      setRows((before) => (isSame(before, next) ? before : next));
    };
    const print = () => {
      isPrinting = true;
      // The paper is laid out as soon as this returns.
      flushSync(() => setRows({ first: 0, last: count }));
    };
    const printed = () => {
      isPrinting = false;
      look();
    };
    look();
    addEventListener('beforeprint', print);
    addEventListener('afterprint', printed);
    // What scrolls may be any area around the table.
    addEventListener('scroll', look, { passive: true, capture: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look, { capture: true });
      removeEventListener('resize', look);
      removeEventListener('beforeprint', print);
      removeEventListener('afterprint', printed);
    };
  }, [element, height, count]);
  return rows;
}

function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

/** The body of a table that may have thousands of rows: those near the view are there, a gap stands for the others. */
export function LongBody<T>({ items, columns, children }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const height = useRowHeight(body);
  const { first, last } = useRows(body, height, items.length);
  return (
    <tbody ref={body}>
      <Gap height={Math.min(first, items.length) * height} columns={columns} />
      {items.slice(first, last).map((item, place) => children(item, first + place))}
      <Gap height={(items.length - last) * height} columns={columns} />
    </tbody>
  );
}

import { type RefObject, useLayoutEffect, useState } from 'react';

const USUAL = 560;

/** The pixels there are for a plot, so that its letters keep their size at any width. */
export function usePlotWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL);
  useLayoutEffect(() => {
    const measure = () => {
      const room = element.current?.clientWidth ?? 0;
      setWidth(room > 0 ? room : USUAL);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [element]);
  return width;
}

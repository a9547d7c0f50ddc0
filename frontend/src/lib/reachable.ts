/**
 * For the `ref` of an area that scrolls: while something of it is cut off it takes the focus, so that arrow keys move it
 * where nothing inside could be reached by Tab.
 */
export function reachable(area: HTMLElement | null) {
  if (!area) return undefined;
  const look = () => {
    const isCut = area.scrollWidth > area.clientWidth || area.scrollHeight > area.clientHeight;
    if (isCut) area.tabIndex = 0;
    else area.removeAttribute('tabindex');
  };
  const watch = new ResizeObserver(look);
  for (const one of [area, ...area.children]) watch.observe(one);
  return () => watch.disconnect();
}

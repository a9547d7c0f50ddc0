/** What a pointer may do on a canvas. */
export interface PointerHandlers {
  down: (event: PointerEvent) => void;
  move: (event: PointerEvent) => void;
  up: (event: PointerEvent) => void;
  cancel: () => void;
  /** The right button, or a finger held still. */
  menu: (event: MouseEvent) => void;
  double: (event: MouseEvent) => void;
}

/** Hears all of it until `signal` says so. */
export function listen(canvas: HTMLElement, handlers: PointerHandlers, signal: AbortSignal): void {
  const { down, move, up, cancel, menu, double } = handlers;
  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', cancel, { signal });
  canvas.addEventListener('contextmenu', menu, { signal });
  canvas.addEventListener('dblclick', double, { signal });
}

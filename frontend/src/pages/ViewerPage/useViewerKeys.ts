import { type RefObject, useEffect } from 'react';
import type { ViewerHandle } from '../../components/CellViewer/CellViewer';
import { type Command, commandOf } from './commands';

const moving = (viewer: ViewerHandle | null) => ({
  left: () => viewer?.pan(-0.15, 0),
  right: () => viewer?.pan(0.15, 0),
  up: () => viewer?.pan(0, -0.15),
  down: () => viewer?.pan(0, 0.15),
  zoomIn: () => viewer?.zoom(1.4),
  zoomOut: () => viewer?.zoom(1 / 1.4),
  fit: () => viewer?.fit(),
});

type OwnCommand = Exclude<Command, keyof ReturnType<typeof moving>>;

/** The keys of a viewer: those that move the picture, and what the page does at the others. */
export function useViewerKeys(
  viewer: RefObject<ViewerHandle | null>,
  own: Record<OwnCommand, () => void>,
): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (command === null) return;
      event.preventDefault();
      const actions: Record<Command, () => void> = { ...moving(viewer.current), ...own };
      actions[command]();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

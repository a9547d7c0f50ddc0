import { type RefObject, useEffect } from 'react';
import type { ViewerHandle } from '../../components/CellViewer/CellViewer';
import { movesOf } from '../../lib/keys';
import { type Command, commandOf } from './commands';

type OwnCommand = Exclude<Command, keyof ReturnType<typeof movesOf>>;

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
      const actions: Record<Command, () => void> = { ...movesOf(viewer.current), ...own };
      actions[command]();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ViewerHandle } from '../../components/CellViewer/CellViewer';
import { useTabTitle } from '../../lib/useTabTitle';
import type { Neighbours } from './neighbours';
import { useBack } from './useBack';
import type { ShownPicture } from './ViewerFrame';

interface Wanted {
  picture: ShownPicture;
  neighbours: Neighbours;
  pathOf: (id: string) => string;
  /** Where it leads back to, unless whoever led here said so. */
  back: string;
}

/** What every viewer of a picture has: turning to the next, the panel and the help, for its bar and for its keys. */
export function useFrame({ picture, neighbours, pathOf, back: usual }: Wanted) {
  const viewer = useRef<ViewerHandle>(null);
  const [boxes, setBoxes] = useState(true);
  const [panel, setPanel] = useState(() => innerWidth > 860);
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const { back, state } = useBack(usual);
  useTabTitle(picture.name);
  const onGo = (id: string | null) => {
    if (id !== null) void navigate(pathOf(id), { replace: true, state });
  };
  const onPanel = () => setPanel((on) => !on);
  const onHelp = () => setHelp(true);
  return {
    viewer,
    boxes,
    setBoxes,
    help,
    closeHelp: () => setHelp(false),
    bar: { picture, neighbours, back, viewer, panel, onPanel, onGo, onHelp },
    keys: {
      previous: () => onGo(neighbours.previous),
      next: () => onGo(neighbours.next),
      boxes: () => setBoxes((on) => !on),
      panel: onPanel,
      help: onHelp,
      back: () => void navigate(back),
    },
  };
}

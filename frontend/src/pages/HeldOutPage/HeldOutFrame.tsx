import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { HeldOutPicture, Picture, TrainingComparison } from '../../api/types';
import { CheatSheet } from '../../components/CheatSheet/CheatSheet';
import { movesOf } from '../../lib/keys';
import { useTabTitle } from '../../lib/useTabTitle';
import type { Neighbours } from '../ViewerPage/neighbours';
import viewerStyles from '../ViewerPage/ViewerPage.module.css';
import { commandOf } from './commands';
import { HeldOutBar } from './HeldOutBar';
import { LayerChoice } from './LayerChoice';
import { type Layers, ModelSide } from './ModelSide';
import { stopsOf } from './sides';
import { useKeyRows } from './useKeyRows';
import { useTwoViews } from './useTwoViews';
import styles from './HeldOutPage.module.css';

interface Props {
  picture: Picture;
  heldOut: HeldOutPicture;
  comparison: TrainingComparison;
  neighbours: Neighbours;
  layers: Layers;
  onLayers: (layers: Layers) => void;
  pathOf: (id: string) => string;
  back: string;
}

/** Old and new beside each other over the same picture, moving together, with everything by key too. */
export function HeldOutFrame(props: Props) {
  const { picture, heldOut, comparison, neighbours, layers, onLayers, pathOf, back } = props;
  const navigate = useNavigate();
  const views = useTwoViews();
  const [help, setHelp] = useState(false);
  const [stop, setStop] = useState(-1);
  const stops = useMemo(() => stopsOf(heldOut), [heldOut]);
  const rows = useKeyRows();
  const go = (id: string | null) => {
    if (id !== null) void navigate(pathOf(id), { replace: true });
  };
  const step = (by: 1 | -1) => {
    if (stops.length === 0) return;
    const at = (Math.max(stop, by === 1 ? -1 : 0) + by + stops.length) % stops.length;
    const box = stops[at];
    setStop(at);
    if (box) views.goTo(box);
  };
  const toggle = (layer: keyof Layers) => onLayers({ ...layers, [layer]: !layers[layer] });
  const actions = {
    ...movesOf(views),
    previous: () => go(neighbours.previous),
    next: () => go(neighbours.next),
    nextMistake: () => step(1),
    previousMistake: () => step(-1),
    boxes: () => toggle('boxes'),
    truth: () => toggle('truth'),
    mistakes: () => toggle('mistakes'),
    help: () => setHelp(true),
    back: () => void navigate(back),
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (command === null) return;
      event.preventDefault();
      actions[command]();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  useTabTitle(picture.filename);
  const common = { picture, heldOut, layers };
  return (
    <main
      className={`${viewerStyles['page']} ${styles['page']}`}
      data-testid="held-out"
      data-together={views.areTogether}
    >
      <HeldOutBar
        filename={picture.filename}
        neighbours={neighbours}
        back={back}
        stop={{ at: stop + 1, of: stops.length }}
        actions={actions}
      />
      <LayerChoice layers={layers} onToggle={toggle} />
      <div className={styles['sides']}>
        <ModelSide {...common} side="old" model={comparison.old} onOpen={views.setOld} />
        <ModelSide {...common} side="new" model={comparison.new} onOpen={views.setNow} />
      </div>
      {help && <CheatSheet rows={rows} onClose={() => setHelp(false)} />}
    </main>
  );
}

import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Sides, useAdjudicate } from '../../api/queries/readings';
import { deepZoomUrl } from '../../api/urls';
import type { Disagreement, Disagreements, Picture } from '../../api/types';
import type { Box } from '../../annotations/types';
import { CellViewer, type ViewerHandle } from '../../components/CellViewer/CellViewer';
import { CheatSheet } from '../../components/CheatSheet/CheatSheet';
import { pageLabel } from '../../lib/format';
import { movesOf } from '../../lib/keys';
import { useTabTitle } from '../../lib/useTabTitle';
import viewerStyles from '../ViewerPage/ViewerPage.module.css';
import { AgreementBar } from './AgreementBar';
import { agreementCommandOf } from './agreementCommands';
import { AgreementPanel } from './AgreementPanel';
import { type Decided, decisionsToSend } from './decisions';
import { paintDisagreements } from './paintDisagreements';
import { useDecisions } from './useDecisions';
import { useKeyRows } from './useKeyRows';

interface Props {
  picture: Picture;
  sides: Sides;
  found: Disagreements;
  mayDecide: boolean;
}

function boxAround({ first, second }: Disagreement): Box {
  const boxes = [first, second].flatMap((cell) => (cell ? [cell.box] : []));
  const side = (at: number, of: (...values: number[]) => number) =>
    of(...boxes.map((box) => box[at] ?? 0));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

/** The picture with both people's boxes where they differ, the list of them, and what is decided of each. */
export function AgreementFrame({ picture, sides, found, mayDecide }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const viewer = useRef<ViewerHandle>(null);
  const [boxes, setBoxes] = useState(true);
  const [help, setHelp] = useState(false);
  const adjudicate = useAdjudicate(picture.id);
  const { decisions, chosen, choose, take, forget } = useDecisions(picture.id, found);
  const rows = useKeyRows(mayDecide);
  const { items, classes } = found;
  const painter = useMemo(
    () => (boxes ? paintDisagreements(items, decisions, chosen) : null),
    [boxes, items, decisions, chosen],
  );
  const back = `/images/${picture.id}/readings`;
  const name = picture.filename + pageLabel(picture.page, picture.pages);

  const show = (place: number | null) => {
    const item = place === null ? undefined : items[place];
    if (!item) return;
    choose(place);
    viewer.current?.goTo(boxAround(item));
  };
  const step = (by: number) => {
    if (items.length > 0) show(((chosen ?? -by) + by + items.length) % items.length);
  };
  const decide = (decided: Decided | null) => {
    if (mayDecide) show(take(decided));
  };
  const send = () =>
    adjudicate.mutate(
      { ...sides, decisions: decisionsToSend(items, decisions) },
      {
        onSuccess: () => {
          forget();
          void navigate(`/images/${picture.id}/annotate`);
        },
      },
    );

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = agreementCommandOf(event);
      if (command === null) return;
      event.preventDefault();
      if (command.name === 'class') {
        const known = classes[command.place];
        if (known) decide({ take: 'class', class: known.name });
        return;
      }
      const actions = {
        next: () => step(1),
        previous: () => step(-1),
        first: () => decide({ take: 'first' }),
        second: () => decide({ take: 'second' }),
        neither: () => decide({ take: 'neither' }),
        undecide: () => decide(null),
        boxes: () => setBoxes((on) => !on),
        ...movesOf(viewer.current),
        help: () => setHelp(true),
        back: () => void navigate(back),
      };
      actions[command.name]();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  useTabTitle(`${t('agreement.title')}: ${name}`);

  return (
    <main className={viewerStyles['page']} data-panel>
      <AgreementBar name={name} back={back} onHelp={() => setHelp(true)} />
      <CellViewer
        source={deepZoomUrl(picture.id)}
        width={picture.width}
        shown={null}
        painter={painter}
        micrometersPerPixel={picture.micrometers_per_pixel}
        brightness={1}
        contrast={1}
        handle={viewer}
      />
      <AgreementPanel
        found={found}
        decisions={decisions}
        chosen={chosen}
        mayDecide={mayDecide}
        busy={adjudicate.isPending}
        error={adjudicate.error}
        onShow={show}
        onDecide={decide}
        onSend={send}
      />
      {help && <CheatSheet rows={rows} onClose={() => setHelp(false)} />}
    </main>
  );
}

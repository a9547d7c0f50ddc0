import { useState } from 'react';
import type { Disagreements } from '../../api/types';
import {
  decide,
  type Decided,
  forgetDecisions,
  keepDecisions,
  keyOf,
  loadDecisions,
  nextOpen,
  placeOf,
} from './decisions';

/** What is decided so far and what is looked at; kept on this device until the labels are made of it. */
export function useDecisions(imageId: string, found: Disagreements) {
  const place = placeOf(imageId, found);
  const { items } = found;
  const [decisions, setDecisions] = useState(() => loadDecisions(place));
  const [chosen, choose] = useState<number | null>(() => nextOpen(items, decisions, -1));
  /** Notes it of the chosen one, and gives the next that is open. */
  const take = (decided: Decided | null): number | null => {
    const item = chosen === null ? undefined : items[chosen];
    if (!item || chosen === null) return null;
    const next = decide(decisions, keyOf(item), decided);
    keepDecisions(place, next);
    setDecisions(next);
    return decided === null ? chosen : (nextOpen(items, next, chosen) ?? chosen);
  };
  return { decisions, chosen, choose, take, forget: () => forgetDecisions(place) };
}

import { useMemo, useState } from 'react';

export interface Selection {
  ids: readonly string[];
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  /** Selects all of these, or none where all were selected. */
  toggleAll: (ids: readonly string[]) => void;
  all: () => void;
  clear: () => void;
}

/** Which of the known things are selected; one that vanishes is selected no longer. */
export function useSelection(known: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = useMemo(() => known.filter((id) => chosen.has(id)), [known, chosen]);
  const toggleAll = (some: readonly string[]) => {
    const whole = some.every((id) => chosen.has(id));
    setChosen((before) =>
      whole
        ? new Set([...before].filter((id) => !some.includes(id)))
        : new Set([...before, ...some]),
    );
  };
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle: (id) => toggleAll([id]),
    toggleAll,
    all: () => setChosen(new Set(known)),
    clear: () => setChosen(new Set()),
  };
}

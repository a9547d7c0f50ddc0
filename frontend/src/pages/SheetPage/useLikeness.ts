import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { loadLikeness } from '../../api/queries/sheet';
import type { SheetCell } from '../../sheet/arrange';
import type { Sheet } from '../../sheet/Sheet';

export interface LikenessSearch {
  /** Sorts by likeness to a cell, once all are compared. */
  find: (anchor: SheetCell) => void;
  /** 0 to 1 while cells are compared. */
  share: number | null;
  error: Error | null;
}

export function useLikeness(sheet: Sheet, predictionId: string): LikenessSearch {
  const [share, setShare] = useState(0);
  const search = useMutation({
    mutationFn: (anchor: SheetCell) =>
      loadLikeness(predictionId, sheet, anchor, (compared, cells) => setShare(compared / cells)),
    onMutate: () => setShare(0),
    onSuccess: (likeness) => sheet.arrange({ order: 'alike', likeness }),
  });
  return {
    find: (anchor) => search.mutate(anchor),
    share: search.isPending ? share : null,
    error: search.error,
  };
}

import { doubtOf } from '../annotations/doubt';
import type { Likeness, SheetPicture } from './Sheet';

/** A cell of the sheet: of which picture, and its id there. */
export interface SheetCell {
  picture: SheetPicture;
  id: string;
}

export type SheetOrder = 'doubt' | 'alike' | 'score' | 'picture';

/** Cells of one class when the sheet was arranged, in order; without grouping there is one with all, named null. */
export interface SheetSection {
  name: string | null;
  target: boolean;
  /** Places in the sheet's list of cells. */
  cells: number[];
}

interface Wish {
  pictures: readonly SheetPicture[];
  order: SheetOrder;
  grouped: boolean;
  likeness: Likeness | null;
}

interface Ranked extends SheetCell {
  name: string;
  target: boolean;
  rank: number;
}

/** Smaller ranks come first. */
function rankOf({ order, likeness }: Wish, { editor, id: imageId }: SheetPicture, slot: number) {
  const { store } = editor;
  switch (order) {
    case 'doubt':
      return -doubtOf(store, slot);
    case 'score':
      return store.score[slot] ?? 1;
    case 'alike':
      return likeness?.rank.get(`${imageId}/${store.ids[slot] ?? ''}`) ?? Infinity;
    case 'picture':
      return 0;
  }
}

function ranked(wish: Wish): Ranked[] {
  const found = wish.pictures.flatMap((picture) => {
    const { store } = picture.editor;
    return store.livingSlots().map((slot): Ranked => {
      const { name = '', target = false } = store.classes[store.classIndex[slot] ?? 0] ?? {};
      const rank = rankOf(wish, picture, slot);
      return { picture, id: store.ids[slot] ?? '', name, target, rank };
    });
  });
  // A detector's cells have no score once a person drew them: they come last, as do cells that were not compared.
  const last = (rank: number) => (Number.isNaN(rank) ? Infinity : rank);
  return found
    .map((cell, at) => ({ cell, at, rank: last(cell.rank) }))
    .sort((a, b) => (a.rank === b.rank ? a.at - b.at : a.rank - b.rank))
    .map(({ cell }) => cell);
}

/** Targets first: they are what most look for. */
function grouped(cells: readonly Ranked[]): SheetSection[] {
  const sections = new Map<string, SheetSection>();
  for (const [at, { name, target }] of cells.entries()) {
    const section = sections.get(name) ?? { name, target, cells: [] };
    section.cells.push(at);
    sections.set(name, section);
  }
  return [...sections.values()].sort(
    (a, b) => Number(b.target) - Number(a.target) || (a.name ?? '').localeCompare(b.name ?? ''),
  );
}

/** Every living cell of the pictures, sorted, and the sections that the sheet shows. */
export function arrange(wish: Wish): { cells: SheetCell[]; sections: SheetSection[] } {
  const cells = ranked(wish);
  if (cells.length === 0) return { cells, sections: [] };
  const all = { name: null, target: false, cells: [...cells.keys()] };
  return { cells, sections: wish.grouped ? grouped(cells) : [all] };
}

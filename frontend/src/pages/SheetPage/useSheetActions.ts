import { useEffect } from 'react';
import type { Sheet, SheetPicture } from '../../sheet/Sheet';
import { type SheetCommand, sheetCommandOf } from '../../sheet/sheetCommands';
import type { LikenessSearch } from './useLikeness';
import type { Desk } from './useSheetView';

interface Surroundings {
  sheet: Sheet;
  desk: Desk;
  likeness: LikenessSearch;
  onOpen: (picture: SheetPicture) => void;
  onHelp: (open: boolean) => void;
}

/** The cell that a command without a selection speaks of: the only selected one, else where the keyboard is. */
export function meant(sheet: Sheet): number | null {
  const [only] = sheet.selection;
  return sheet.selection.size === 1 && only !== undefined ? only : sheet.focus;
}

function makeActions({ sheet, desk, likeness, onOpen, onHelp }: Surroundings) {
  const go = (to: Parameters<NonNullable<Desk['view']['current']>['go']>[0]) => (extend: boolean) =>
    desk.view.current?.go(to, extend);
  return {
    left: go('left'),
    right: go('right'),
    up: go('up'),
    down: go('down'),
    first: go('first'),
    last: go('last'),
    pageUp: () => desk.view.current?.turnPage(-1),
    pageDown: () => desk.view.current?.turnPage(1),
    toggle: () => {
      if (sheet.focus !== null) sheet.toggle(sheet.focus);
    },
    open: () => {
      const picture =
        desk.shows === 'pictures'
          ? sheet.pictures[sheet.pictureFocus ?? -1]
          : sheet.cells[meant(sheet) ?? -1]?.picture;
      if (picture) onOpen(picture);
    },
    delete: () => {
      const { selection, focus } = sheet;
      if (selection.size > 0) sheet.remove(selection);
      else if (focus !== null) sheet.remove([focus]);
    },
    similar: () => {
      const anchor = sheet.cells[meant(sheet) ?? -1];
      if (anchor) likeness.find(anchor);
    },
    pictures: () => desk.setShows(desk.shows === 'cells' ? 'pictures' : 'cells'),
    doubt: () => sheet.arrange({ order: 'doubt' }),
    again: () => sheet.arrange(),
    lasso: () => desk.setTool(desk.tool === 'lasso' ? 'rectangle' : 'lasso'),
    larger: () => desk.resize(1),
    smaller: () => desk.resize(-1),
    undo: () => sheet.undo(),
    redo: () => sheet.redo(),
    selectAll: () => sheet.select(sheet.cells.keys()),
    help: () => onHelp(true),
    escape: () => sheet.select([]),
  };
}

export type SheetActions = ReturnType<typeof makeActions>;

/** Commands that speak of crops, which pictures do not show. */
const ofCrops: ReadonlySet<string> = new Set([
  'toggle',
  'delete',
  'similar',
  'doubt',
  'again',
  'lasso',
  'selectAll',
]);

function run(actions: SheetActions, { sheet, desk }: Surroundings, command: SheetCommand): void {
  const onPictures = desk.shows === 'pictures';
  if (onPictures && ofCrops.has(command.name)) return;
  if (command.name !== 'classify') actions[command.name](command.extend);
  else if (onPictures) sheet.setActiveClass(command.place);
  else {
    if (sheet.selection.size === 0 && sheet.focus !== null) sheet.select([sheet.focus]);
    sheet.classify(command.place);
  }
}

/** What can be done with the sheet, by button and, while the page is open, by key. */
export function useSheetActions(surroundings: Surroundings): SheetActions {
  const actions = makeActions(surroundings);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = sheetCommandOf(event);
      if (command === null) return;
      event.preventDefault();
      run(actions, surroundings, command);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return actions;
}

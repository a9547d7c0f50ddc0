import { type RefObject, useEffect } from 'react';
import { shifted } from '../../annotations/boxes';
import type { Editor } from '../../annotations/Editor';
import { newCellId } from '../../annotations/ids';
import { newBoxAt, resizedBy, stepFrom } from '../../annotations/keyboard';
import { inRectangle } from '../../annotations/choose';
import type { Box, Operation } from '../../annotations/types';
import type { EditableHandle } from '../../components/CellViewer/EditableViewer';
import { type EditorCommand, editorCommandOf } from './editorCommands';

interface Surroundings {
  editor: Editor;
  mask: Uint8Array;
  viewer: RefObject<EditableHandle | null>;
  onPanel: () => void;
  onHelp: () => void;
  onBoxes: () => void;
  onGhost: () => void;
  onSimilar: () => void;
}

const PAN = 0.15;
const arrows = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;

function nudge(editor: Editor, x: number, y: number, resize: boolean): void {
  const { store, size } = editor;
  const moves = [...editor.selection].map((slot): Operation => {
    const box = store.boxAt(slot);
    const moved = resize ? resizedBy(box, { x, y }, size) : shifted(box, { x, y }, size);
    return { op: 'move', id: store.ids[slot] ?? '', box: moved };
  });
  editor.perform(moves);
}

/** What Enter does with each tool, for those who do not drag: to the middle of the view, or to all of it. */
function place(editor: Editor, view: Box, visible: (slot: number) => boolean): void {
  const [x1, y1, x2, y2] = view;
  if (editor.tool === 'add') {
    const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
    editor.add(newCellId(), newBoxAt(editor.store, middle, editor.size));
  } else if (editor.tool === 'lasso') {
    editor.select(inRectangle(editor.store, { x1, y1, x2, y2 }).filter(visible));
  } else if (editor.tool === 'check') editor.perform([{ op: 'check', region: view }]);
}

function makeActions({ editor, mask, viewer, ...page }: Surroundings) {
  const visible = (slot: number) => mask[slot] === 1;
  const show = (slot: number | null) => {
    if (slot !== null) viewer.current?.goTo(editor.store.boxAt(slot));
  };
  const step = (by: 1 | -1) => {
    const slot = stepFrom(editor.store, editor.single, by, visible);
    if (slot !== null) editor.select([slot]);
    show(slot);
  };
  const arrow = (name: keyof typeof arrows, length: number, resize: boolean) => {
    const [x, y] = arrows[name];
    if (editor.selection.size > 0) nudge(editor, x * length, y * length, resize);
    else viewer.current?.pan(x * PAN, y * PAN);
  };
  return {
    arrow,
    show,
    zoomIn: () => viewer.current?.zoom(1.5),
    zoomOut: () => viewer.current?.zoom(1 / 1.5),
    fit: () => viewer.current?.fit(),
    add: () => editor.setTool(editor.tool === 'add' ? 'select' : 'add'),
    lasso: () => editor.setTool(editor.tool === 'lasso' ? 'select' : 'lasso'),
    check: () => editor.setTool(editor.tool === 'check' ? 'select' : 'check'),
    select: () => editor.setTool('select'),
    place: () => {
      if (viewer.current) place(editor, viewer.current.view(), visible);
    },
    delete: () => editor.deleteSelected(),
    doubtful: () => show(editor.nextDoubtful()),
    nextCell: () => step(1),
    previousCell: () => step(-1),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    selectAll: () => editor.select(editor.store.livingSlots().filter(visible)),
    boxes: page.onBoxes,
    ghost: page.onGhost,
    similar: page.onSimilar,
    panel: page.onPanel,
    help: page.onHelp,
    escape: () => {
      if (editor.tool !== 'select') editor.setTool('select');
      else editor.select([]);
    },
  };
}

export type EditorActions = ReturnType<typeof makeActions>;

function run(actions: EditorActions, editor: Editor, command: EditorCommand): void {
  if (command.name === 'classify') editor.classify(command.place);
  else if (command.name in arrows) {
    actions.arrow(command.name as keyof typeof arrows, command.step, command.resize);
  } else actions[command.name as Exclude<typeof command.name, keyof typeof arrows>]();
}

/** What can be done with the editor, by button and, while the page is open, by key. */
export function useActions(surroundings: Surroundings): EditorActions {
  const actions = makeActions(surroundings);
  const { editor } = surroundings;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = editorCommandOf(event);
      if (command === null) return;
      event.preventDefault();
      run(actions, editor, command);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return actions;
}

import { fourCells, memoryJournal, classes, predicted } from '../annotations/annotations.fixture';
import { Editor } from '../annotations/Editor';
import { ServerModel } from '../annotations/server.fixture';
import type { AnnotatedCell } from '../annotations/types';
import { Sheet } from './Sheet';

/** A picture whose changes reach a model of the service. */
export function picture(id: string, cells: readonly AnnotatedCell[]) {
  const server = new ServerModel({ classes, cells, checked: [] });
  const size = { width: 400, height: 300 };
  const editor = new Editor(server.content(), size, memoryJournal(), server);
  return { id, filename: `${id}.png`, editor, server };
}

/**
 * Two pictures: a living (margin 0.75), a dead, an overruled dead and a doubtful living cell, then a doubtful dead and a
 * sure living one.
 */
export function twoPictures() {
  const a = picture('a', fourCells);
  const b = picture('b', [
    predicted('p0', [10, 10, 50, 50], { class: 'dead', class_score: 0.55 }),
    predicted('p1', [90, 10, 130, 50], { class_score: 0.999, score: 0.99 }),
  ]);
  return { a, b, sheet: new Sheet([a, b]) };
}

/** The cells of each section as `picture/id`. */
export const shown = (sheet: Sheet): [string | null, string[]][] =>
  sheet.sections.map(({ name, cells }) => [
    name,
    cells.map((at) => `${sheet.cells[at]?.picture.id ?? ''}/${sheet.cells[at]?.id ?? ''}`),
  ]);

/** Places of cells given as `picture/id`. */
export const places = (sheet: Sheet, ...keys: string[]): number[] =>
  keys.map((key) => sheet.cells.findIndex(({ picture: of, id }) => `${of.id}/${id}` === key));

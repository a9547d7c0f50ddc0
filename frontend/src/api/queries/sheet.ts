import { useQuery } from '@tanstack/react-query';
import {
  beginningJournal,
  type BeginningJournal,
  markBegun,
  toBegin,
} from '../../annotations/beginning';
import { type Content, Editor, type EditorLink } from '../../annotations/Editor';
import { localJournal } from '../../annotations/journal';
import { thisPage } from '../../annotations/pages';
import type { AnnotatedCell } from '../../annotations/types';
import { inTurns } from '../../lib/inTurns';
import type { SheetCell } from '../../sheet/arrange';
import { type Likeness, keyOfCell, Sheet, type SheetPicture } from '../../sheet/Sheet';
import { api, unwrap } from '../client';
import type { Prediction, PredictionPicture } from '../types';
import {
  beginKept,
  contentOf,
  editorLink,
  isMoreLeft,
  loadAnnotation,
  openAnnotation,
} from './annotations';
import { loadAllCells } from './predictions';

const AT_ONCE = 6;
/** What starting gives a picture that nobody has labelled. */
const FIRST_REVISION = 1;

/** What the labels of a picture will be once they are begun from the prediction. */
async function predictedContent(prediction: Prediction, imageId: string): Promise<Content> {
  const found = await loadAllCells(prediction.id, imageId);
  const cells = found.map((cell, place): AnnotatedCell => ({
    ...cell,
    id: `p${place}`,
    origin: 'predicted',
    changed: false,
    shape: null,
  }));
  return { revision: FIRST_REVISION, classes: prediction.classes, cells, checked: [] };
}

/** Labels are begun with the first change that is sent: pictures that are only looked at stay as they are. */
function beginningLink(
  prediction: Prediction,
  imageId: string,
  journal: BeginningJournal,
): EditorLink {
  const link = editorLink(imageId);
  return {
    ...link,
    send: async (batch, revision) => {
      await beginKept(imageId);
      return link.send(batch, revision);
    },
    load: async () => {
      const annotation = await loadAnnotation(imageId);
      if (annotation.state !== null) {
        markBegun(imageId);
        return contentOf(annotation);
      }
      journal.startOver();
      return predictedContent(prediction, imageId);
    },
  };
}

async function openPicture(
  prediction: Prediction,
  picture: PredictionPicture,
  labelled: boolean,
): Promise<SheetPicture> {
  const { image_id: id, filename } = picture;
  const journal = localJournal(id, thisPage());
  if (labelled || toBegin(id) !== null || (await isMoreLeft(id))) {
    const { annotation, left } = await openAnnotation(id);
    if (annotation.state !== null) {
      const editor = new Editor(contentOf(annotation), picture, journal, editorLink(id), left);
      return { id, filename, editor };
    }
  }
  const content = await predictedContent(prediction, id);
  const own = beginningJournal(journal, id, prediction.id);
  const link = beginningLink(prediction, id, own);
  return { id, filename, editor: new Editor(content, picture, own, link) };
}

interface SheetWish {
  prediction: Prediction;
  pictures: readonly PredictionPicture[];
  labelled: ReadonlySet<string>;
  onProgress: (done: number) => void;
}

/** Opens the pictures of a sheet, some at a time. */
export function useSheet({ prediction, pictures, labelled, onProgress }: SheetWish) {
  return useQuery({
    queryKey: ['sheet', prediction.id, pictures.map((one) => one.image_id)],
    queryFn: async () => {
      let done = 0;
      const opened = await inTurns(
        pictures,
        async (picture) => {
          const one = await openPicture(prediction, picture, labelled.has(picture.image_id));
          onProgress((done += 1));
          return one;
        },
        AT_ONCE,
      );
      return new Sheet(opened);
    },
    // While it is open, its editors know better than any answer; another visit reads anew.
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false,
  });
}

const MOST_ALIKE = 20_000;

/** The likeness of all cells of the sheet to one: asked again until all of them were compared. */
export async function loadLikeness(
  predictionId: string,
  sheet: Sheet,
  anchor: SheetCell,
  onProgress: (compared: number, cells: number) => void,
): Promise<Likeness> {
  const path = { prediction_id: predictionId };
  const body = {
    image_id: anchor.picture.id,
    cell_id: anchor.id,
    image_ids: sheet.pictures.map(({ id }) => id),
    limit: MOST_ALIKE,
  };
  let before = 0;
  for (;;) {
    const found = await unwrap(
      api.POST('/api/v1/predictions/{prediction_id}/similar', { params: { path }, body }),
    );
    onProgress(found.compared, found.cells);
    if (found.compared < found.cells && found.compared > before) {
      before = found.compared;
      continue;
    }
    const rank = new Map(found.items.map((one, at) => [`${one.image_id}/${one.id}`, at]));
    rank.set(keyOfCell(anchor), -1);
    return { anchor, rank };
  }
}

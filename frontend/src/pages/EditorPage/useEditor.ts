import { useEffect, useState, useSyncExternalStore } from 'react';
import { Editor } from '../../annotations/Editor';
import { type KeptBatch, localJournal } from '../../annotations/journal';
import { thisPage } from '../../annotations/pages';
import {
  contentOf,
  editorLink,
  isMoreLeft,
  useReloadAnnotation,
} from '../../api/queries/annotations';
import type { Annotation, Picture } from '../../api/types';

const LOOK_EVERY_MS = 20_000;

/** When what one closed page had left is sent, what another had left is next. */
function useMoreLeft(editor: Editor, labelsId: string, left: readonly KeptBatch[]) {
  const reload = useReloadAnnotation(labelsId);
  const isSent = left.length > 0 && editor.save.kind === 'saved';
  useEffect(() => {
    if (isSent) void isMoreLeft(labelsId).then((more) => (more ? reload() : undefined));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asked once, when it is sent
  }, [isSent, labelsId]);
}

/** The editor of one picture's labels, or of a reading of it, as long as the page shows it. */
export function useEditor(
  picture: Picture,
  annotation: Annotation,
  left: readonly KeptBatch[],
  reading?: string,
): Editor {
  const labelsId = reading ?? picture.id;
  const [editor] = useState(
    () =>
      new Editor(
        contentOf(annotation),
        picture,
        localJournal(labelsId, thisPage()),
        editorLink(picture.id, reading),
        left,
      ),
  );
  useEffect(() => {
    const look = setInterval(() => void editor.pull(), LOOK_EVERY_MS);
    const flush = () => editor.flush();
    const warn = (event: BeforeUnloadEvent) => {
      if (editor.isAtRisk) event.preventDefault();
    };
    addEventListener('online', flush);
    addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', flush);
    return () => {
      clearInterval(look);
      removeEventListener('online', flush);
      removeEventListener('beforeunload', warn);
      document.removeEventListener('visibilitychange', flush);
      editor.flush();
    };
  }, [editor]);
  useSyncExternalStore(editor.subscribe, editor.getVersion);
  useMoreLeft(editor, labelsId, left);
  return editor;
}

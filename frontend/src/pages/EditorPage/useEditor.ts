import { useEffect, useState, useSyncExternalStore } from 'react';
import { Editor } from '../../annotations/Editor';
import { localJournal } from '../../annotations/journal';
import { contentOf, editorLink } from '../../api/queries/annotations';
import type { Annotation, Picture } from '../../api/types';

const LOOK_EVERY_MS = 20_000;

/** The editor of one picture as long as the page shows it. */
export function useEditor(picture: Picture, annotation: Annotation): Editor {
  const [editor] = useState(
    () =>
      new Editor(contentOf(annotation), picture, localJournal(picture.id), editorLink(picture.id)),
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
  return editor;
}

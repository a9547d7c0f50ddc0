import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { useRefreshPictures } from '../api/queries/pictures';
import { uploadPicture } from '../api/upload';
import { type Upload, UploadQueue } from './UploadQueue';

const UploadContext = createContext<UploadQueue | null>(null);

/** One queue above all pages, so that uploads go on while the user looks at something else. */
export function UploadProvider({ children }: { children: ReactNode }) {
  const refresh = useRefreshPictures();
  const [queue] = useState(() => new UploadQueue(uploadPicture, (id) => void refresh(id)));
  useWarnBeforeLeaving(queue);
  return <UploadContext value={queue}>{children}</UploadContext>;
}

function useWarnBeforeLeaving(queue: UploadQueue) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      const busy = queue.snapshot().some(({ state }) => state === 'waiting' || state === 'sending');
      if (busy) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [queue]);
}

// eslint-disable-next-line react-refresh/only-export-components -- a hook lives beside its provider
export function useUploads(): { queue: UploadQueue; uploads: readonly Upload[] } {
  const queue = useContext(UploadContext);
  if (!queue) throw new Error('useUploads needs an UploadProvider');
  return { queue, uploads: useSyncExternalStore(queue.subscribe, queue.snapshot) };
}

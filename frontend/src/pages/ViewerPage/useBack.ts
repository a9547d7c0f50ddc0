import { useLocation } from 'react-router';

interface Back {
  back: string;
  /** What a page within the viewer passes on, so that the way back is not lost. */
  state: unknown;
}

const isBack = (state: unknown): state is { back: string } =>
  typeof state === 'object' && state !== null && 'back' in state && typeof state.back === 'string';

/** Where the link that led here stood, such as a point of a figure; else the usual place. */
export function useBack(usual: string): Back {
  const state: unknown = useLocation().state;
  return { back: isBack(state) ? state.back : usual, state };
}

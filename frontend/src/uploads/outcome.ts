import { fromProblem, noAnswer, ProblemError } from '../api/problem';
import type { UploadItem } from '../api/types';
import type { UploadState } from './UploadQueue';

export interface Outcome {
  state: UploadState;
  pages: number;
  problem: ProblemError | null;
}

/** A file of several pages counts as added when one page was; the problem of another page is still shown. */
export function outcomeOf(items: readonly UploadItem[]): Outcome {
  const pages = items.filter((item) => 'image' in item).length;
  const refused = items.find((item) => 'problem' in item);
  const problem = refused ? fromProblem(refused.problem) : null;
  const failed = pages === 0 || problem !== null;
  return {
    state: failed ? 'failed' : 'done',
    pages,
    problem: problem ?? (failed ? noAnswer() : null),
  };
}

export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof DOMException && error.name === 'AbortError') {
    return { state: 'cancelled', pages: 0, problem: null };
  }
  const problem = error instanceof ProblemError ? error : noAnswer();
  return { state: 'failed', pages: 0, problem };
}

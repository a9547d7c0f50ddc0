import type { TrainingCheck } from '../../api/types';

type CheckProblem = TrainingCheck['problems'][number];

export interface ProblemGroup {
  code: string;
  shown: CheckProblem[];
  /** How many more pictures have the same problem. */
  more: number;
}

const MOST = 3;

/** Problems by kind, so that fifty pictures with one fault do not bury the fault of another. */
export function gatherProblems(problems: readonly CheckProblem[]): ProblemGroup[] {
  const codes = [...new Set(problems.map(({ code }) => code))];
  return codes.map((code) => {
    const all = problems.filter((problem) => problem.code === code);
    return { code, shown: all.slice(0, MOST), more: Math.max(0, all.length - MOST) };
  });
}

import { useTranslation } from 'react-i18next';
import type { TrainingCheck } from '../../api/types';
import { en } from '../../i18n/en';

type CheckProblem = TrainingCheck['problems'][number];

// The names and numbers differ from problem to problem; the type of one that has none takes them all.
type PlainProblem = 'no-pictures';

const isKnown = (code: string): code is PlainProblem => code in en.fineTune.problem;

/** A problem of the check in words: ours where the reader's language is not the service's English. */
export function useProblemText(): (problem: CheckProblem) => string {
  const { t, i18n } = useTranslation();
  return ({ code, message, values }) =>
    i18n.resolvedLanguage !== 'en' && isKnown(code)
      ? t(`fineTune.problem.${code}`, values)
      : message;
}

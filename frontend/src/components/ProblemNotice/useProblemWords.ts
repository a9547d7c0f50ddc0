import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { en } from '../../i18n/en';
import { explanation } from '../../lib/explanation';
import { problemDetail } from './problemDetail';

export interface ProblemWords {
  title: string;
  detail: string | null;
  /** Address of the page that explains this kind of problem, in the reader's language. */
  page: string | null;
}

const isKnown = (slug: string): slug is keyof typeof en.problem => slug in en.problem;

/** Title and detail in the reader's language where we have them; the service's words otherwise. */
export function problemWords(t: TFunction, error: Error): ProblemWords {
  if (!(error instanceof ProblemError)) {
    return { title: t('error.title'), detail: error.message, page: null };
  }
  if (error.status === 0) {
    return { title: t('error.noAnswer'), detail: t('error.noAnswerDetail'), page: null };
  }
  if (error.status === 503 || (error.status >= 502 && error.slug === '')) {
    return { title: t('error.unavailable'), detail: t('error.unavailableDetail'), page: null };
  }
  const title = isKnown(error.slug) ? t(`problem.${error.slug}`) : error.title;
  const page = error.slug === '' ? null : explanation('errors', error.slug);
  const detail = error.detail === error.title ? null : problemDetail(t, error);
  return { title, detail, page };
}

export function useProblemWords(error: Error): ProblemWords {
  const { t } = useTranslation();
  return problemWords(t, error);
}

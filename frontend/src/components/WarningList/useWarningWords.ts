import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { PredictionWarning } from '../../api/types';
import { en } from '../../i18n/en';
import { warningNamesEn, warningNamesZh, warningsEn, warningsZh } from '../../i18n/warnings';

export type Said = Pick<PredictionWarning, 'code' | 'message'> &
  Partial<Pick<PredictionWarning, 'values'>>;

const isKnown = (code: string): code is keyof typeof warningsEn => code in warningsEn;

const NAMED = /\{\{(\w+)\}\}/g;

/** The text with its values; null where one is missing, as in a warning that an older version stored. */
function fill(text: string, values: Said['values'] = {}): string | null {
  const names = [...text.matchAll(NAMED)].map(([, name]) => name ?? '');
  if (!names.every((name) => name in values)) return null;
  return text.replace(NAMED, (_, name: string) => String(values[name]));
}

const isProblem = (slug: unknown): slug is keyof typeof en.problem =>
  typeof slug === 'string' && slug in en.problem;

/** Why a picture failed is a problem of the service, which says it in English; for others there is what it is called. */
function reworded(t: TFunction, values: Said['values']): Said['values'] {
  const slug = values?.['problem'];
  return isProblem(slug) ? { ...values, reason: t(`problem.${slug}`) } : values;
}

/** Words for a warning in the reader's language, with its figures; the service's own where we have none. */
export function useWarningWords(): (warning: Said) => string {
  const { t, i18n } = useTranslation();
  const english = i18n.resolvedLanguage !== 'zh';
  const texts = english ? warningsEn : warningsZh;
  return ({ code, message, values }) =>
    (isKnown(code) ? fill(texts[code], english ? values : reworded(t, values)) : null) ?? message;
}

/** What a warning is called in the reader's language, in a few words; its code where we have none. */
export function useWarningName(): (code: string) => string {
  const { i18n } = useTranslation();
  const names = i18n.resolvedLanguage === 'zh' ? warningNamesZh : warningNamesEn;
  return (code) => (isKnown(code) ? names[code] : code);
}

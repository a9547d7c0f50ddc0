import type { TFunction } from 'i18next';
import { isRecord, type ProblemError, toProblem } from '../../api/problem';
import { i18n } from '../../i18n';
import { en } from '../../i18n/en';
import { formatNumber } from '../../lib/format';
import { isObstacle, obstacleText } from './obstacleText';

const SEPARATORS = {
  en: { names: ', ', sentences: ' ' },
  zh: { names: '、', sentences: '' },
} as const;
const NAMED = /\{\{(\w+)\}\}/g;

const isKnown = (key: string): key is keyof typeof en.detail => key in en.detail;

/** A member of a problem as its sentence names it; null where it is nothing that could stand in one. */
function say(t: TFunction, fact: unknown): string | null {
  const language = i18n.resolvedLanguage === 'zh' ? 'zh' : 'en';
  if (typeof fact === 'number') return formatNumber(fact, language, 3);
  if (typeof fact === 'string') return fact;
  if (Array.isArray(fact)) {
    const said = fact.map((one: unknown) => say(t, one));
    if (said.includes(null)) return null;
    return said.join(SEPARATORS[language][fact.some(isRecord) ? 'sentences' : 'names']) || '–';
  }
  if (!isRecord(fact)) return null;
  if (isObstacle(fact)) return obstacleText(t, fact);
  if (typeof fact['detail'] !== 'string') return null;
  const inner = toProblem(422, fact);
  return problemDetail(t, inner) ?? inner.title;
}

/** What exactly happened, in the reader's language with its names and numbers; the service's own words where we lack ours. */
export function problemDetail(t: TFunction, error: ProblemError): string | null {
  const { reason } = error.facts;
  const key = typeof reason === 'string' ? reason : error.slug;
  if (!isKnown(key)) return error.detail;
  const values: Record<string, string | number> = {};
  for (const [, name = ''] of en.detail[key].matchAll(NAMED)) {
    const said = say(t, error.facts[name]);
    if (said === null) return error.detail;
    values[name] = said;
  }
  return t(`detail.${key}`, values);
}

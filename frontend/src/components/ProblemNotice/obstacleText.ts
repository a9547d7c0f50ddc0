import type { TFunction } from 'i18next';
import type { TrainingCheck } from '../../api/types';
import { i18n } from '../../i18n';
import { en } from '../../i18n/en';

/** Something that is in the way of a training, as its check and its refusal tell it. */
export type Obstacle = Pick<TrainingCheck['problems'][number], 'code' | 'message' | 'values'>;

// The names and numbers differ from one to the next; the type of one that has none takes them all.
type PlainObstacle = 'no-pictures';

const isKnown = (code: string): code is PlainObstacle => code in en.fineTune.problem;

export function isObstacle(value: object): value is Obstacle {
  return 'code' in value && 'message' in value && typeof value.message === 'string';
}

/** In words: ours where the reader's language is not the service's English. */
export function obstacleText(t: TFunction, { code, message, values }: Obstacle): string {
  return i18n.resolvedLanguage !== 'en' && isKnown(code)
    ? t(`fineTune.problem.${code}`, values)
    : message;
}

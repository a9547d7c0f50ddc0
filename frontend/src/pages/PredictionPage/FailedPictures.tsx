import { useTranslation } from 'react-i18next';
import { toProblem } from '../../api/problem';
import type { PredictionPicture } from '../../api/types';
import { ExplanationLink } from '../../components/ExplanationLink/ExplanationLink';
import { Notice } from '../../components/Notice/Notice';
import { problemWords } from '../../components/ProblemNotice/useProblemWords';

/** Each picture that could not be analysed, by name and with its reason. */
export function FailedPictures({ pictures }: { pictures: readonly PredictionPicture[] }) {
  const { t } = useTranslation();
  const failed = pictures.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return null;
  return (
    <Notice tone="bad" title={t('result.failedTitle', { count: failed.length })}>
      <ul>
        {failed.map(({ image_id, filename, problem }) => {
          const { title, detail, page } = problemWords(t, toProblem(422, problem));
          return (
            <li key={image_id}>
              <b>{filename}</b>: {detail ?? title} <ExplanationLink page={page} />
            </li>
          );
        })}
      </ul>
      <span>{t('result.failedText')}</span>
    </Notice>
  );
}

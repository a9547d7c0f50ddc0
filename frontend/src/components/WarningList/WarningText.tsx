import { useTranslation } from 'react-i18next';
import { explanation } from '../../lib/explanation';
import { ExplanationLink } from '../ExplanationLink/ExplanationLink';
import { type Said, useWarningWords } from './useWarningWords';

interface Props {
  warning: Said;
  /** How many pictures have it; the figures in the words are those of the first. */
  pictures?: number;
}

/** A warning in words, and the page that says what it means, how it is measured, and what to do. */
export function WarningText({ warning, pictures = 1 }: Props) {
  const { t } = useTranslation();
  const text = useWarningWords()(warning);
  const figures = Object.keys(warning.values ?? {}).length > 0;
  const of = figures ? 'result.warningsFirst' : 'result.warningsFor';
  return (
    <>
      <span>{pictures > 1 ? t(of, { text, count: pictures }) : text}</span>{' '}
      <ExplanationLink page={explanation('warnings', warning.code)} />
    </>
  );
}

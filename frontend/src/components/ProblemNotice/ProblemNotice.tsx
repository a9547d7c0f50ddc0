import type { ReactNode } from 'react';
import { ExplanationLink } from '../ExplanationLink/ExplanationLink';
import { Notice } from '../Notice/Notice';
import { useProblemWords } from './useProblemWords';

interface Props {
  error: Error;
  action?: ReactNode;
}

/** A failed call in the reader's language, with the service's own detail. */
export function ProblemNotice({ error, action }: Props) {
  const { title, detail, page } = useProblemWords(error);
  return (
    <Notice tone="bad" title={title} action={action}>
      {detail !== null && <span>{detail}</span>}
      <ExplanationLink page={page} />
    </Notice>
  );
}

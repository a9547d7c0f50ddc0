import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { usualK, type Wanted } from '../api/queries/statistics';
import { isLabels, parseMultiples } from './settings';

/** What the reader wants computed. It stands in the address, so that a link shows a colleague the same. */
export function useResultSettings(): [Wanted, (change: Partial<Wanted>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const [k, labels, control] = ['k', 'labels', 'control'].map((name) => parameters.get(name));
  const wanted = useMemo<Wanted>(
    () => ({
      k: parseMultiples(k ?? '') ?? usualK,
      labels: isLabels(labels ?? null) ? (labels as Wanted['labels']) : 'predicted',
      control: control ?? null,
    }),
    [k, labels, control],
  );
  const change = useCallback(
    (asked: Partial<Wanted>) =>
      setParameters(
        (now) => {
          if (asked.k) now.set('k', asked.k.join(','));
          if (asked.labels) now.set('labels', asked.labels);
          if (asked.control) now.set('control', asked.control);
          if (asked.control === null) now.delete('control');
          return now;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return [wanted, change];
}

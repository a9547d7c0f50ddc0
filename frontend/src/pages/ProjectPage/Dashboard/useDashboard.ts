import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Filter, type ReviewState, reviewStates } from './filter';

/** The other labels of the same prediction: corrected ones beside predicted ones, or the other way round. */
export const OTHER_LABELS = 'labels';

export interface DashboardState extends Filter {
  /** Null: the newest one that succeeded. */
  prediction: string | null;
  /** What stands beside it: another prediction's id, OTHER_LABELS, or nothing. */
  beside: string | null;
  metric: string | null;
  sort: string | null;
}

const bound = (text: string | null): number | null =>
  text === null || text === '' || Number.isNaN(Number(text)) ? null : Number(text);

const isReview = (text: string | null): text is ReviewState =>
  reviewStates.some((one) => one === text);

export function readDashboard(parameters: URLSearchParams): DashboardState {
  const review = parameters.get('review');
  return {
    prediction: parameters.get('prediction'),
    beside: parameters.get('with'),
    metric: parameters.get('metric'),
    sort: parameters.get('sort'),
    hidden: new Set(parameters.getAll('hide')),
    warning: parameters.get('warning'),
    review: isReview(review) ? review : null,
    from: bound(parameters.get('from')),
    to: bound(parameters.get('to')),
  };
}

/** The address with what was changed; what is null or empty leaves it. Another metric has another range. */
export function written(now: URLSearchParams, change: Partial<DashboardState>): URLSearchParams {
  const next = new URLSearchParams(now);
  const { hidden, ...rest } = change;
  if (hidden) {
    next.delete('hide');
    hidden.forEach((name) => next.append('hide', name));
  }
  if (change.metric !== undefined) ['from', 'to'].forEach((name) => next.delete(name));
  for (const [key, value] of Object.entries(rest)) {
    const name = key === 'beside' ? 'with' : key;
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** What the dashboard shows. It stands in the address, so that a link shows a colleague the same. */
export function useDashboard(): [DashboardState, (change: Partial<DashboardState>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const state = useMemo(() => readDashboard(parameters), [parameters]);
  const change = useCallback(
    (asked: Partial<DashboardState>) =>
      setParameters((now) => written(now, asked), { replace: true }),
    [setParameters],
  );
  return [state, change];
}

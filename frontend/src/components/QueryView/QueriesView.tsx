import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryView } from './QueryView';

type Queries = Record<string, UseQueryResult>;
type Data<T extends Queries> = { [K in keyof T]: Exclude<T[K]['data'], undefined> };

interface Props<T extends Queries> {
  queries: T;
  children: (data: Data<T>) => ReactNode;
}

/** Like `QueryView`, for a page that begins with several answers: shown once all are there. */
export function QueriesView<T extends Queries>({ queries, children }: Props<T>) {
  const waiting = Object.values(queries).filter(({ data }) => data === undefined);
  const first = waiting.find(({ error }) => error !== null) ?? waiting[0];
  if (first) return <QueryView query={first}>{() => null}</QueryView>;
  const data = Object.entries(queries).map(([name, query]) => [name, query.data] as const);
  return children(Object.fromEntries(data) as Data<T>);
}

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { Button } from '../Button/Button';
import { EmptyState } from '../EmptyState/EmptyState';
import { Loading } from '../Loading/Loading';
import { ProblemNotice } from '../ProblemNotice/ProblemNotice';
import { SearchX } from 'lucide-react';

interface Props<T> {
  query: UseQueryResult<T>;
  /** Shown where the thing does not exist. */
  missing?: string;
  children: (data: T) => ReactNode;
}

/** Waiting, failure with a way to try again, absence, or the data. Data that is there stays in a failed refetch. */
export function QueryView<T>({ query, missing, children }: Props<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Loading />;
  if (
    missing !== undefined &&
    query.error instanceof ProblemError &&
    [404, 422].includes(query.error.status)
  ) {
    return <EmptyState icon={<SearchX size={40} />} title={missing} />;
  }
  const retry = <Button onClick={() => void query.refetch()}>{t('action.retry')}</Button>;
  return <ProblemNotice error={query.error} action={retry} />;
}

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './api/problem';
import { sessionKey } from './api/queries/session';

const RETRIES = 3;

const isTemporary = (error: unknown) => error instanceof ProblemError && error.temporary;

/** A 401 anywhere ends the session; the pages behind it send the user to sign in and back. */
export function makeQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ProblemError && error.status === 401 && client.getQueryData(sessionKey)) {
      client.setQueryData(sessionKey, null);
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < RETRIES && isTemporary(error),
      },
    },
  });
  return client;
}

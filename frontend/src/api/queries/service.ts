import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../client';

/** Name and version of the service that answers. */
export function useService() {
  return useQuery({
    queryKey: ['service'],
    queryFn: () => unwrap(api.GET('/api/v1/')),
    staleTime: Infinity,
  });
}

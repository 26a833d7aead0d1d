import type { Me } from '@bpmn-studio/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { meQuery } from '../api/me.js';

/** What follows when somebody signs in again on top of a page: the same person goes on, another one starts afresh. */
export function useReturn() {
  const queries = useQueryClient();
  const before: Me | undefined = queries.getQueryData(meQuery.queryKey);
  const comeBack = async () => {
    const now = await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    if (before !== undefined && before.user.id !== now.user.id) return window.location.assign('/');
    void queries.invalidateQueries();
  };
  return { email: before?.user.email, comeBack };
}

import { getMe, getSession } from '@bpmn-studio/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.js';
import { thisPageIsFor } from './person.js';

/** The session, or null when nobody is signed in. Asked before `meQuery`, whose 401 every browser logs as an error. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await call(getSession, {}, { signal })).data,
  staleTime: 0,
  gcTime: 0,
});

/** Who is signed in, and their workspaces. Answers 401 quietly: the router decides what that means. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    const { data } = await call(getMe, {}, { signal, anonymous: true });
    thisPageIsFor(data.user.id);
    return data;
  },
  staleTime: 5 * 60_000,
});

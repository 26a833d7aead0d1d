import { getMe } from '@bpmn-studio/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from './client.js';

/** Who is signed in, and their workspaces. Answers 401 quietly: the router decides what that means. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => (await call(getMe, {}, { signal, anonymous: true })).data,
  staleTime: 5 * 60_000,
});

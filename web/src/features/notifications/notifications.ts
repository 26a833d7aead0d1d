import { listNotifications, NOTIFICATION_LIMITS, readNotifications, type Notification } from '@bpmn-studio/contracts';
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { call } from '../../api/client.js';

const PAGE = 20;
const quietly = { anonymous: true, quiet: true } as const;

/** How many are unread. What asks by itself does not say that a session has ended. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: async ({ signal }) => (await call(listNotifications, { query: { limit: 1 } }, { signal, ...quietly })).data.unread,
});

/** All there are, a page at a time, newest first. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications', 'list'],
  queryFn: async ({ signal, pageParam }) => (await call(listNotifications, { query: { limit: PAGE, cursor: pageParam ?? undefined } }, { signal, ...quietly })).data,
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

/** Marks these as read, or all. */
export async function markRead(queries: QueryClient, ids?: readonly string[]): Promise<void> {
  await call(readNotifications, { body: ids ? { ids: [...ids] } : {} });
  await queries.invalidateQueries({ queryKey: ['notifications'] });
}

/** "3", or "99+". */
export function countWords(unread: number): string {
  return unread >= NOTIFICATION_LIMITS.counted ? `${NOTIFICATION_LIMITS.counted - 1}+` : String(unread);
}

/** What happened, in words behind the name of who did it. */
export function eventWords({ kind }: Pick<Notification, 'kind'>): string {
  return { mentioned: 'mentioned you in', answered: 'answered in', resolved: 'resolved a thread in' }[kind];
}

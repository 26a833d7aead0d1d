import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { cursor, ifNoneMatch, meant, pageOf, timestamp, userRef, uuid } from './fields.js';

/** How long a notification is kept, and how many of a person in one workspace. Of the unread, more than this are not counted. */
export const NOTIFICATION_LIMITS = { days: 90, kept: 500, counted: 100 } as const;

export const notificationSchema = z
  .object({
    id: uuid,
    kind: z.enum(['mentioned', 'answered', 'resolved']),
    workspaceId: uuid,
    diagramId: uuid,
    diagramTitle: z.string(),
    threadId: uuid,
    by: userRef.nullable().describe('Null when they are no member any more'),
    excerpt: z.string().describe('How the comment begins, with names for mentions; empty when it was deleted'),
    at: timestamp,
    read: z.boolean(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof notificationSchema>;

export const listNotifications = defineEndpoint({
  id: 'listNotifications', tag: 'Notifications', summary: 'What concerns you in your workspaces, newest first', method: 'GET', path: '/api/notifications',
  permission: 'signed-in', limit: 'default', headers: z.object({ 'if-none-match': ifNoneMatch.optional() }),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(20), cursor: cursor.optional() }),
  status: 200,
  response: pageOf(notificationSchema).extend({ unread: z.int().describe(`Of all; ${NOTIFICATION_LIMITS.counted} stands for as many or more`) }).meta({ id: 'NotificationPage' }),
  answers: { ETag: 'Changes when the answer does' },
});

export const readNotifications = defineEndpoint({
  id: 'readNotifications', tag: 'Notifications', summary: 'Mark notifications as read', method: 'PUT', path: '/api/notifications/read',
  permission: 'signed-in', limit: 'default', headers: z.object({ 'x-user-id': meant.optional() }),
  body: z.strictObject({ ids: z.array(uuid).min(1).max(100).optional().describe('Without it: all there are') }).meta({ id: 'ReadNotifications' }),
  status: 204,
});

export const followChanges = defineEndpoint({
  id: 'followChanges', tag: 'Changes', summary: 'A stream of server-sent events that tell when to ask again: `comments` (of the diagram) and `notifications`. It ends after a minute, to be opened anew', method: 'GET', path: '/api/changes',
  permission: 'signed-in', limit: 'default',
  query: z.strictObject({ diagramId: uuid.optional() }),
  status: 200, produces: ['text/event-stream'], errors: ['diagram.not_found'],
});

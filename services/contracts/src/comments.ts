import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { idempotencyKey, ifNoneMatch, meant, safeText, timestamp, userRef, uuid } from './fields.js';

/** Bounds of comments: a list of threads is read as a whole, and so is a thread. */
export const COMMENT_LIMITS = { characters: 4000, mentions: 20, threads: 500, comments: 200 } as const;

/** Somebody who is mentioned stands in a text by their id: `<@id>`. Whoever is no member of the workspace is not mentioned. */
export const MENTION = /<@([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})>/g;

const body = safeText(COMMENT_LIMITS.characters)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'must not be empty'))
  .refine((text) => new Set(text.match(MENTION)).size <= COMMENT_LIMITS.mentions, `must mention at most ${COMMENT_LIMITS.mentions} people`)
  .describe('Plain text, never markup. `<@id>` mentions a member of the workspace');

const coordinate = z.number().min(-1_000_000).max(1_000_000);
const anchorSchema = z
  .strictObject({
    plane: safeText(250).min(1).describe('The id of what the drawing shows: a process, a collaboration, or a sub-process with _plane behind it'),
    x: coordinate.describe('In the coordinates of the diagram'),
    y: coordinate,
    elementId: safeText(250).min(1).nullable().describe('The element it is about; null for a spot of the canvas'),
    elementName: safeText(200).nullable().describe('What the element was called when the thread began: for when it is gone'),
  })
  .meta({ id: 'CommentAnchor' });
export type CommentAnchor = z.infer<typeof anchorSchema>;

export const commentSchema = z
  .object({
    id: uuid,
    author: userRef.nullable().describe('Null when they are no member any more'),
    body: z.string().describe('Empty when it was deleted'),
    mentions: z.array(userRef).describe('Those the text mentions, as far as they are members'),
    createdAt: timestamp,
    editedAt: timestamp.nullable(),
    deleted: z.boolean().describe('A deleted comment keeps its place while others of its thread stay'),
    position: z.int().describe('In the thread, from 1'),
  })
  .meta({ id: 'Comment' });
export type Comment = z.infer<typeof commentSchema>;

export const threadSummarySchema = z
  .object({
    id: uuid,
    diagramId: uuid,
    anchor: anchorSchema,
    createdAt: timestamp,
    lastAt: timestamp.describe('Of the newest comment'),
    startedBy: userRef.nullable(),
    excerpt: z.string().describe('How the first comment that is still there begins, with names for mentions'),
    comments: z.int().describe('How many there are'),
    unread: z.int().describe('How many of them are new to you'),
    mine: z.boolean().describe('You wrote in it, or are mentioned in it'),
    muted: z.boolean().describe('You are told of mentions only'),
    resolvedAt: timestamp.nullable(),
    resolvedBy: userRef.nullable(),
  })
  .meta({ id: 'ThreadSummary' });
export type ThreadSummary = z.infer<typeof threadSummarySchema>;

export const threadSchema = threadSummarySchema.extend({ items: z.array(commentSchema).describe('The oldest first') }).meta({ id: 'Thread' });
export type Thread = z.infer<typeof threadSchema>;

const id = z.strictObject({ id: uuid });
const threadParams = id.extend({ threadId: uuid });
const commentParams = threadParams.extend({ commentId: uuid });
const writing = z.object({ 'idempotency-key': idempotencyKey.optional(), 'x-user-id': meant.optional() });
const meantHeader = z.object({ 'x-user-id': meant.optional() });
const keyErrors = ['idempotency.key_reused', 'idempotency.in_flight'] as const;
const text = z.strictObject({ body }).meta({ id: 'CommentText' });
const etag = { ETag: 'Changes when the answer does' };

export const listThreads = defineEndpoint({
  id: 'listThreads', tag: 'Comments', summary: 'Every thread of a diagram, the one with the newest comment first', method: 'GET', path: '/api/diagrams/:id/threads',
  permission: 'diagram:read', limit: 'default', params: id, headers: z.object({ 'if-none-match': ifNoneMatch.optional() }),
  status: 200, response: z.object({ items: z.array(threadSummarySchema) }).meta({ id: 'ThreadList' }), answers: etag, errors: ['diagram.not_found'],
});

export const getThread = defineEndpoint({
  id: 'getThread', tag: 'Comments', summary: 'A thread with its comments', method: 'GET', path: '/api/diagrams/:id/threads/:threadId',
  permission: 'diagram:read', limit: 'default', params: threadParams, headers: z.object({ 'if-none-match': ifNoneMatch.optional() }),
  status: 200, response: threadSchema, answers: etag, errors: ['diagram.not_found', 'comment.not_found'],
});

export const startThread = defineEndpoint({
  id: 'startThread', tag: 'Comments', summary: 'Begin a thread on an element or a spot', method: 'POST', path: '/api/diagrams/:id/threads',
  permission: 'diagram:comment', limit: 'default', params: id, headers: writing,
  body: z.strictObject({ body, anchor: anchorSchema }).meta({ id: 'StartThread' }),
  status: 201, response: threadSchema, answers: { Location: 'Address of the thread' },
  errors: ['diagram.not_found', 'diagram.deleted', 'comment.limit_reached', ...keyErrors],
});

export const addComment = defineEndpoint({
  id: 'addComment', tag: 'Comments', summary: 'Answer in a thread; a resolved one is open again', method: 'POST', path: '/api/diagrams/:id/threads/:threadId/comments',
  permission: 'diagram:comment', limit: 'default', params: threadParams, headers: writing, body: text,
  status: 201, response: threadSchema,
  errors: ['diagram.not_found', 'diagram.deleted', 'comment.not_found', 'comment.limit_reached', ...keyErrors],
});

export const editComment = defineEndpoint({
  id: 'editComment', tag: 'Comments', summary: 'Write a comment of your own anew', method: 'PUT', path: '/api/diagrams/:id/threads/:threadId/comments/:commentId',
  permission: 'diagram:comment', limit: 'default', params: commentParams, headers: meantHeader, body: text,
  status: 200, response: threadSchema, errors: ['diagram.not_found', 'diagram.deleted', 'comment.not_found'],
});

export const deleteComment = defineEndpoint({
  id: 'deleteComment', tag: 'Comments', summary: 'Delete a comment of your own; with the last one the thread goes', method: 'DELETE', path: '/api/diagrams/:id/threads/:threadId/comments/:commentId',
  permission: 'diagram:comment', limit: 'default', params: commentParams, headers: meantHeader,
  status: 204, errors: ['diagram.not_found', 'diagram.deleted', 'comment.not_found'],
});

export const resolveThread = defineEndpoint({
  id: 'resolveThread', tag: 'Comments', summary: 'Resolve a thread, or open it again', method: 'PUT', path: '/api/diagrams/:id/threads/:threadId/resolution',
  permission: 'diagram:comment', limit: 'default', params: threadParams, headers: meantHeader,
  body: z.strictObject({ resolved: z.boolean() }).meta({ id: 'ThreadResolution' }),
  status: 200, response: threadSchema, errors: ['diagram.not_found', 'diagram.deleted', 'comment.not_found'],
});

export const markThread = defineEndpoint({
  id: 'markThread', tag: 'Comments', summary: 'Your own marks on a thread: how far you have read, and whether you want to hear of it', method: 'PUT', path: '/api/diagrams/:id/threads/:threadId/mark',
  permission: 'diagram:read', limit: 'default', params: threadParams, headers: meantHeader,
  body: z.strictObject({ readThrough: z.int().min(0).max(100_000).optional().describe('The position of the last comment you have seen'), muted: z.boolean().optional() }).meta({ id: 'ThreadMark' }),
  status: 204, errors: ['diagram.not_found', 'comment.not_found'],
});

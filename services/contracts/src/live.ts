import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { meant, uuid } from './fields.js';

/** Where the socket of live editing is opened; each socket carries one document, named by the id of its diagram. */
export const LIVE_PATH = '/api/live';
/** Seconds a ticket may be used in, once. */
export const LIVE_TICKET_SECONDS = 30;
/** Largest message a socket takes, in bytes; an update of the document is one message. */
export const LIVE_MESSAGE_BYTES = 1024 * 1024;

export const openLive = defineEndpoint({
  id: 'openLive', tag: 'Diagrams', summary: 'A ticket to edit a diagram live', method: 'POST', path: '/api/diagrams/:id/live',
  permission: 'diagram:read', limit: 'default', params: z.strictObject({ id: uuid }),
  headers: z.object({ 'x-user-id': meant.optional() }),
  status: 201,
  response: z
    .object({
      ticket: z.string().nullable().describe(`Opens one socket at ${LIVE_PATH} within ${LIVE_TICKET_SECONDS} s: the token of its first message, never part of the address. Null: this server does not edit live (LIVE_EDITING)`),
      right: z.enum(['write', 'read']),
    })
    .meta({ id: 'LiveTicket' }),
  errors: ['diagram.not_found'],
});

/**
 * Why the server closes a socket: code -> the name it sends as the reason, and whether opening it again (with a new ticket) may
 * help. A closed list, as docs/errors.md tells it.
 */
export const LIVE_CODES = {
  4400: { reason: 'garbage', again: false },
  4401: { reason: 'ticket', again: true },
  4403: { reason: 'no_access', again: false },
  4404: { reason: 'diagram_gone', again: false },
  4409: { reason: 'refused_edit', again: false },
  4429: { reason: 'too_fast', again: true },
  4503: { reason: 'try_again', again: true },
} as const;
export type LiveCode = keyof typeof LIVE_CODES;

/** What the server says beside the document, as text of a stateless message. */
export const liveNewsSchema = z.discriminatedUnion('type', [
  /** What was edited is in this version of the diagram. */
  z.object({ type: z.literal('written'), version: z.int() }),
  /** The edits are durable, but no version could be written of them; it is tried again. */
  z.object({ type: z.literal('not_written') }),
  /** The right of this person changed. */
  z.object({ type: z.literal('right'), right: z.enum(['write', 'read']) }),
]);
export type LiveNews = z.infer<typeof liveNewsSchema>;

/** What a client may ask for, as text of a stateless message: a version of what is there now. */
export const liveWishSchema = z.strictObject({ type: z.literal('write') });
export type LiveWish = z.infer<typeof liveWishSchema>;

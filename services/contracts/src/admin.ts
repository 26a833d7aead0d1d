import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { timestamp, uuid } from './fields.js';

export const parkedEventSchema = z
  .object({
    id: uuid,
    type: z.string(),
    handler: z.string().nullable().describe('The handler that gave up; null when the relay could not hand the event on'),
    attempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: timestamp,
    parkedAt: timestamp,
  })
  .meta({ id: 'ParkedEvent' });
export type ParkedEvent = z.infer<typeof parkedEventSchema>;

export const outboxStatusSchema = z
  .object({
    waiting: z.int(),
    oldestWaitingSeconds: z.number().nullable(),
    parked: z.array(parkedEventSchema),
    queues: z.array(
      z.object({ name: z.string(), waiting: z.int(), active: z.int(), delayed: z.int(), failed: z.int(), completed: z.int() }),
    ),
  })
  .meta({ id: 'OutboxStatus' });
export type OutboxStatus = z.infer<typeof outboxStatusSchema>;

export const getOutboxStatus = defineEndpoint({
  id: 'getOutboxStatus', tag: 'Administration', summary: 'Events on their way, and those that are parked', method: 'GET', path: '/api/admin/outbox',
  permission: 'admin:operate', limit: 'default', status: 200, response: outboxStatusSchema,
});

export const replayEvent = defineEndpoint({
  id: 'replayEvent', tag: 'Administration', summary: 'Send a parked event on its way again', method: 'POST', path: '/api/admin/outbox/:id/replay',
  permission: 'admin:operate', limit: 'default', params: z.strictObject({ id: uuid }), status: 204, errors: ['event.not_found'],
});

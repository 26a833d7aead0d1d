import { z } from 'zod';

/** Facts the API publishes through the outbox, in the past tense. Payloads hold ids only, never documents. */
export const EVENTS = {
  'diagram.created': z.strictObject({ diagramId: z.uuid(), version: z.int() }),
  'diagram.saved': z.strictObject({ diagramId: z.uuid(), version: z.int() }),
  'diagram.renamed': z.strictObject({ diagramId: z.uuid(), version: z.int() }),
  'diagram.deleted': z.strictObject({ diagramId: z.uuid(), version: z.int() }),
  'diagram.restored': z.strictObject({ diagramId: z.uuid(), version: z.int() }),
  'comment.added': z.strictObject({ diagramId: z.uuid(), threadId: z.uuid(), commentId: z.uuid() }),
  'comment.edited': z.strictObject({ diagramId: z.uuid(), threadId: z.uuid(), commentId: z.uuid() }),
  'thread.resolved': z.strictObject({ diagramId: z.uuid(), threadId: z.uuid() }),
  'import.requested': z.strictObject({ importId: z.uuid() }),
} as const;
export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];
export type EventPayload<T extends EventType> = z.infer<(typeof EVENTS)[T]>;

/** The id of what an event tells of. */
export function subjectOf(payload: EventPayload<EventType>): string {
  return 'diagramId' in payload ? payload.diagramId : payload.importId;
}

/** What a job carries from the outbox to a handler; parsed again where it is used. */
export const jobSchema = z.strictObject({
  eventId: z.uuid(),
  workspaceId: z.uuid(),
  actorId: z.string().nullable(),
  type: z.enum(EVENT_TYPES),
  payload: z.record(z.string(), z.unknown()),
});
export type EventJob = z.infer<typeof jobSchema>;

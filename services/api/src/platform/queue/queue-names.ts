/**
 * The closed list of handlers; each has the queue of its name. It stands here, and not in the features, because the
 * queues are prepared by the migration step, before any feature is built. Boot refuses a name without a handler.
 */
export const QUEUE_NAMES = ['draw-thumbnail', 'index-elements', 'feed-elasticsearch', 'import-files', 'pack-versions', 'notify-people'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** The PostgreSQL schema BullMQ lives in. */
export const QUEUE_SCHEMA = 'bullmq';
